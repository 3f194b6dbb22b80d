package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records of backups that an administrator exports, and imports where Cinder's database has lost them. */
@Timeout(120)
class VolumeBackupRecordStepTest {
    private static final String UNKNOWN = "5ce1f3d2-0000-4000-8000-000000000009";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String volume;
    private String full;
    private String increment;

    @BeforeEach
    void backUp() throws Exception {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        cloud.backupAdministrator(true);
        volume = cloud.addVolume("boot-of-web", 4);
        full = backUp("full", "false");
        increment = backUp("increment", "true");
    }

    private String backUp(String name, String incremental) throws Exception {
        HeadlessStep step = world.start(
                CinderVolumeBackupStep.class,
                Map.of("volumeId", volume, "name", name, "incremental", incremental),
                world.build());
        return String.valueOf(((Map<?, ?>) step.await(LONG)).get("backupId"));
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(CinderVolumeBackupRecordStep.class, arguments, world.build());
    }

    private Map<?, ?> run(Map<String, Object> arguments) throws Exception {
        return (Map<?, ?>) start(arguments).await(LONG);
    }

    private String record(String backup) throws Exception {
        return String.valueOf(run(Map.of("export", backup)).get("record"));
    }

    private void forget(String... ids) {
        for (String id : ids) {
            cloud.forgetBackup(id);
        }
    }

    @Test
    void whatAnExportReturnsBringsALostChainBackWhichCanBeRestored() throws Exception {
        HeadlessStep export = start(Map.of("export", "increment"));
        Map<?, ?> exported = (Map<?, ?>) export.await(LONG);

        assertThat(exported.get("result")).isEqualTo("SUCCESS");
        assertThat(exported.get("backupId")).isEqualTo(increment);
        assertThat(exported.get("backups")).isEqualTo(List.of(full, increment));
        forget(increment, full);
        assertThat(cloud.backups()).isEmpty();

        HeadlessStep step = start(Map.of("import", exported.get("record")));
        Map<?, ?> imported = (Map<?, ?>) step.await(LONG);

        assertThat(imported.get("result")).isEqualTo("SUCCESS");
        assertThat(imported.get("imported")).isEqualTo(List.of(full, increment));
        assertThat(imported.get("knownBefore")).isEqualTo(List.of());
        assertThat(step.consoleText())
                .contains("Cinder knows backup " + increment + " by its record")
                .contains("Cinder has looked at no data of what it has imported");
        assertThat((Map<?, ?>) world.start(
                                CinderVolumeRestoreStep.class,
                                Map.of("backup", increment, "newVolume", Map.of("name", "restored")),
                                world.build())
                        .await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    /** It names users and projects. */
    @Test
    void noConsoleHasTheRecord() throws Exception {
        HeadlessStep export = start(Map.of("export", increment));
        String record = String.valueOf(((Map<?, ?>) export.await(LONG)).get("record"));
        forget(increment);
        HeadlessStep imports = start(Map.of("import", record));
        imports.await(LONG);
        HeadlessStep broken = start(Map.of("import", record.replace("backup_url", "url")));
        broken.failure(LONG);

        String url = record.replaceFirst("(?s).*\"backup_url\":\"([^\"]{40}).*", "$1");
        assertThat(record).contains(url);
        assertThat(export.consoleText() + imports.consoleText() + broken.consoleText())
                .doesNotContain(url)
                .doesNotContain("backup_url\":");
        assertThat(new CinderVolumeBackupRecordStep.DescriptorImpl().argumentsToString(Map.of("import", record)))
                .isNull();
    }

    @Test
    void aRepeatedImportTakesUpWhereTheFirstHasStopped() throws Exception {
        String record = record(increment);
        forget(increment);
        int before = cloud.requests("POST", "import_record$").size();
        HeadlessStep step = start(Map.of("import", record));
        Map<?, ?> imported = (Map<?, ?>) step.await(LONG);

        assertThat(imported.get("knownBefore")).isEqualTo(List.of(full));
        assertThat(imported.get("imported")).isEqualTo(List.of(increment));
        assertThat(step.consoleText()).contains("Passing over the record of backup full (" + full + ")");
        assertThat(cloud.requests("POST", "import_record$")).hasSize(before + 1);

        assertThat(run(Map.of("import", record))).extracting("knownBefore").isEqualTo(List.of(full, increment));
        assertThat(cloud.requests("POST", "import_record$")).hasSize(before + 1);
    }

    @Test
    void anIncrementWithoutWhatItBuildsOnIsImportedOnlyWhereTheCloudHasThat() throws Exception {
        String alone = "{" + record(increment).split("\\{")[2].replaceAll("[\\s\\]]+$", "");
        forget(increment);
        assertThat(run(Map.of("import", alone))).extracting("imported").isEqualTo(List.of(increment));

        forget(increment, full);
        assertThat(start(Map.of("import", alone)).failure(LONG))
                .hasMessageContaining("is that of an increment, and backup " + full)
                .hasMessageContaining("import the records of the whole chain");
        assertThat(cloud.backups()).isEmpty();
    }

    @Test
    void anExportOfAChainThatIsBrokenFailsAndSaysSo() throws Exception {
        forget(full);

        assertThat(start(Map.of("export", increment)).failure(LONG))
                .hasMessageContaining("increment (" + increment + ") is an increment, and backup " + full)
                .hasMessageContaining("where the record of the missing one was exported earlier, import it first");
    }

    @Test
    void onlyOneThatIsAvailableIsExported() throws Exception {
        cloud.status(increment, "error");

        assertThat(start(Map.of("export", increment)).failure(LONG))
                .hasMessageContaining("is in state 'error'; its record can be exported in 'available' alone");
    }

    @Test
    void aRecordOfADriverThatTheCloudHasNotFailsAndSaysWhatIsLeft() throws Exception {
        String record = record(full);
        forget(increment, full);
        String foreign = record.replace("posix.PosixBackupDriver", "s3.S3BackupDriver");

        assertThat(start(Map.of("import", foreign)).failure(LONG))
                .hasMessageContaining("Cinder has not imported the record of backup full (" + full + ")")
                .hasMessageContaining("cannot find backup service to perform the import")
                .hasMessageContaining("put a copy of the backup's data aside first");
        assertThat(start(Map.of("import", record)).failure(LONG))
                .hasMessageContaining("is there already, in state 'error'")
                .hasMessageContaining("An import of it has failed");
    }

    @Test
    void aQuotaWithoutRoomIsSaidBeforeAnythingIsImported() throws Exception {
        String record = record(increment);
        forget(increment, full);
        cloud.backupQuota(1, 4);

        assertThat(start(Map.of("import", record)).failure(LONG))
                .hasMessageContaining("The quota 'backups' of cloud production has no room")
                .hasMessageContaining("The quota 'backup_gigabytes'")
                .hasMessageContaining("to which imported backups belong");
        assertThat(cloud.backups()).isEmpty();
    }

    @Test
    void whoIsNoAdministratorIsToldSo() throws Exception {
        String record = record(full);
        cloud.backupAdministrator(false);
        assertThat(start(Map.of("export", full)).failure(LONG))
                .hasMessageContaining("Policy doesn't allow backup:export-import")
                .hasMessageContaining("use the credential of an administrator");

        forget(increment, full);
        assertThat(start(Map.of("import", record)).failure(LONG))
                .hasMessageContaining("Policy doesn't allow backup:backup-import")
                .hasMessageContaining("use the credential of an administrator");
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnceAndNothingIsAsked() throws Exception {
        String record = record(increment);
        int asked = cloud.requests().size();

        assertThat(start(Map.of("timeout", 0)).failure(LONG))
                .hasMessageContaining("Neither export nor import is set")
                .hasMessageContaining("timeout is 0");
        assertThat(start(Map.of("export", full, "import", "no JSON")).failure(LONG))
                .hasMessageContaining("Both export and import are set")
                .hasMessageContaining("import is no record of a backup");
        assertThat(start(Map.of("import", "[{\"id\": 1}, {\"backup_service\": \"x\", \"backup_url\": \"%\"}]"))
                        .failure(LONG))
                .hasMessageContaining("Record 1 of import cannot be read: it must be an object")
                .hasMessageContaining("Record 2 of import cannot be read: its backup_url is no base64");
        assertThat(start(Map.of("import", encoded("[]"))).failure(LONG))
                .hasMessageContaining("its backup_url is no JSON object in base64");
        assertThat(start(Map.of("import", encoded("{\"id\": \"4\", \"size\": 1}")))
                        .failure(LONG))
                .hasMessageContaining("the JSON in its backup_url has no id of a backup");
        assertThat(start(Map.of("import", encoded("{\"id\": \"" + UNKNOWN + "\"}")))
                        .failure(LONG))
                .hasMessageContaining("the JSON in its backup_url has no size");
        String[] objects = record.replaceAll("[\\[\\]\\s]", "").split("(?<=}),");
        String younger = objects[1];
        assertThat(start(Map.of("import", "[" + younger + "," + objects[0] + "," + younger + "]"))
                        .failure(LONG))
                .hasMessageContaining("(" + increment + ") stands before that of backup " + full)
                .hasMessageContaining("There is more than one record of backup increment");
        assertThat(cloud.requests()).hasSize(asked);
    }

    private static String encoded(String row) {
        return "{\"backup_service\": \"x\", \"backup_url\": \""
                + Base64.getEncoder().encodeToString(row.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void aDryRunExportsAndImportsNothing() throws Exception {
        String record = record(full);
        HeadlessStep export = start(Map.of("export", increment, "dryRun", true));
        assertThat((Map<?, ?>) export.await(LONG)).extracting("record").isNull();
        assertThat(export.consoleText()).contains("Dry run: nothing is exported.");

        forget(increment, full);
        HeadlessStep imports = start(Map.of("import", record, "dryRun", true));
        imports.await(LONG);
        assertThat(imports.consoleText()).contains("Dry run: nothing is imported.");
        assertThat(cloud.backups()).extracting(Seen::id).isEmpty();
    }
}
