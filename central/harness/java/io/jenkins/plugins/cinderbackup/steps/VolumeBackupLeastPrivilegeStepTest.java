package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The access rules that the documentation recommends for Cinder's own backups, for each step its own: they suffice, and one that is missing is named. */
@Timeout(120)
class VolumeBackupLeastPrivilegeStepTest {
    private static final String MAKING = "access-rules-volume-backup";
    private static final String LISTING = "access-rules-volume-backup-list";
    private static final String REMOVING = "access-rules-volume-backup-delete";
    private static final String RESETTING = "access-rules-volume-backup-reset";
    private static final String FORCING = "access-rules-volume-backup-delete-force";
    private static final String EXPORTING = "access-rules-volume-backup-export";
    private static final String IMPORTING = "access-rules-volume-backup-import";
    private static final String RESTORING_TO_NEW = "access-rules-volume-restore";
    private static final String RESTORING_OVER = "access-rules-volume-restore-over";

    /** Of a row that has an id and a size. */
    private static final String RECORD = "{\"backup_service\": \"x\", \"backup_url\": \""
            + Base64.getEncoder()
                    .encodeToString("{\"id\": \"5ce1f3d2-0000-4000-8000-000000000009\", \"size\": 1}"
                            .getBytes(StandardCharsets.UTF_8))
            + "\"}";

    private static final String SERVER = "2e1c1b7a-6f0d-4f0e-9c63-5d8a4e2f0b11";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private String volume;

    @BeforeEach
    void restrict() {
        CinderBackupConfiguration.get().setClusters(List.of());
        world.logInByApplicationCredential(Map.of("volumeBackupsAllowed", true));
        volume = world.site.openstack().addVolume("boot", 1);
    }

    private void allow(JsonNode rules) {
        world.site.openstack().accessRules(rules);
    }

    private Map<?, ?> backUp() throws Exception {
        return (Map<?, ?>) world.start(
                        CinderVolumeBackupStep.class,
                        Map.of("volumeId", volume, "retention", Map.of("keepLast", 1), "incremental", "false"),
                        world.build())
                .await(StepWorld.LONG);
    }

    @Test
    void theySufficeForEachStep() throws Exception {
        allow(OpenstackExamples.rules(MAKING));
        backUp();
        Map<?, ?> second = backUp();
        assertThat(second.get("result")).isEqualTo("SUCCESS");
        assertThat((List<?>) second.get("removed")).hasSize(1);

        allow(OpenstackExamples.rules(LISTING));
        assertThat((List<?>) world.start(CinderVolumeBackupsStep.class, Map.of(), world.build())
                        .await(StepWorld.LONG))
                .hasSize(1);

        allow(OpenstackExamples.rules(RESTORING_TO_NEW));
        assertThat((Map<?, ?>) world.start(CinderVolumeRestoreStep.class, toNew(second.get("backupId")), world.build())
                        .await(StepWorld.LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");

        allow(OpenstackExamples.rules(RESTORING_OVER));
        assertThat((Map<?, ?>) world.start(CinderVolumeRestoreStep.class, over(second.get("backupId")), world.build())
                        .await(StepWorld.LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");

        world.site.openstack().backupAdministrator(true);
        allow(OpenstackExamples.rules(EXPORTING));
        Map<?, ?> exported = (Map<?, ?>)
                world.start(CinderVolumeBackupRecordStep.class, Map.of("export", second.get("backupId")), world.build())
                        .await(StepWorld.LONG);
        world.site.openstack().forgetBackup(String.valueOf(second.get("backupId")));
        allow(OpenstackExamples.rules(IMPORTING));
        assertThat((Map<?, ?>) world.start(
                                CinderVolumeBackupRecordStep.class,
                                Map.of("import", exported.get("record")),
                                world.build())
                        .await(StepWorld.LONG))
                .extracting("imported")
                .isEqualTo(List.of(second.get("backupId")));

        allow(OpenstackExamples.rules(RESETTING));
        assertThat((Map<?, ?>) world.start(
                                CinderVolumeBackupResetStep.class,
                                Map.of("backup", second.get("backupId"), "state", "error"),
                                world.build())
                        .await(StepWorld.LONG))
                .extracting("status")
                .isEqualTo("error");

        allow(OpenstackExamples.rules(MAKING));
        Map<?, ?> third = backUp();
        world.site.openstack().status(String.valueOf(third.get("backupId")), "creating");
        allow(OpenstackExamples.rules(FORCING));
        world.start(
                        CinderVolumeBackupDeleteStep.class,
                        Map.of("backup", third.get("backupId"), "force", true),
                        world.build())
                .await(StepWorld.LONG);

        allow(OpenstackExamples.rules(REMOVING));
        world.start(CinderVolumeBackupDeleteStep.class, Map.of("backup", second.get("backupId")), world.build())
                .await(StepWorld.LONG);
        assertThat(world.site.openstack().backups()).isEmpty();
    }

    @Test
    void thoseOfABackupSufficeForAllVolumesOfAServer() throws Exception {
        allow(OpenstackExamples.rules(MAKING));
        world.site.openstack().attach(volume, SERVER, "/dev/vda");

        assertThat((Map<?, ?>) world.start(CinderVolumeBackupStep.class, Map.of("server", SERVER), world.build())
                        .await(StepWorld.LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
        assertThat(world.site.openstack().backups()).hasSize(1);
    }

    private static Map<String, Object> toNew(Object backup) {
        return Map.of("backup", backup, "newVolume", Map.of("name", "restored"));
    }

    private Map<String, Object> over(Object backup) {
        return Map.of("backup", backup, "volumeId", volume, "confirm", true);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                        MAKING,
                        LISTING,
                        REMOVING,
                        FORCING,
                        RESETTING,
                        EXPORTING,
                        IMPORTING,
                        RESTORING_TO_NEW,
                        RESTORING_OVER)
                .flatMap(file -> OpenstackExamples.requests(file).stream().map(request -> Arguments.of(file, request)));
    }

    private HeadlessStep backUpClaim(KubernetesExamples allowed) {
        CinderBackupConfiguration.get().setClusters(List.of(world.cluster("production", Map.of())));
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt ->
                        allowed.allow(attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));
        allow(OpenstackExamples.rules(MAKING));
        return world.start(CinderVolumeBackupStep.class, Map.of("namespace", "shop", "pvc", "db"), world.build());
    }

    @Test
    void thoseForAPvcSuffice() throws Exception {
        assertThat((Map<?, ?>) backUpClaim(KubernetesExamples.volumeBackup()).await(StepWorld.LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    static List<Right> rights() {
        return KubernetesExamples.volumeBackup().neededRights();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void oneThatIsMissingForAPvcIsNamedAndNothingIsDone(Right right) throws Exception {
        assertThat(backUpClaim(KubernetesExamples.volumeBackup().without(right)).failure(StepWorld.LONG))
                .hasMessageStartingWith("Volume backup failed in Pending")
                .hasMessageContaining("Forbidden: " + right.verb() + " " + right.resource());
        assertThat(world.site.openstack().requests("POST", "^/volume")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void oneThatIsMissingIsNamedAndNothingIsDone(String file, String request) throws Exception {
        allow(OpenstackExamples.without(file, request));
        Class<? extends RunStep> step =
                switch (file) {
                    case MAKING -> CinderVolumeBackupStep.class;
                    case LISTING -> CinderVolumeBackupsStep.class;
                    case RESETTING -> CinderVolumeBackupResetStep.class;
                    case EXPORTING, IMPORTING -> CinderVolumeBackupRecordStep.class;
                    case RESTORING_TO_NEW, RESTORING_OVER -> CinderVolumeRestoreStep.class;
                    default -> CinderVolumeBackupDeleteStep.class;
                };
        Map<String, Object> arguments =
                switch (file) {
                    case MAKING -> Map.of("volumeId", volume);
                    case LISTING -> Map.of();
                    case RESETTING -> Map.of("backup", "any", "state", "error");
                    case FORCING -> Map.of("backup", "any", "force", true);
                    case EXPORTING -> Map.of("export", "any");
                    case IMPORTING -> Map.of("import", RECORD);
                    case RESTORING_TO_NEW -> toNew("any");
                    case RESTORING_OVER -> over("any");
                    default -> Map.of("backup", "any");
                };

        assertThat(world.start(step, arguments, world.build()).failure(StepWorld.LONG))
                .hasMessageContaining("has no access rule for " + request.replace(" /v3", " /volume/v3"));
        assertThat(world.site.openstack().requests("POST", "^/volume")).isEmpty();
        assertThat(world.site.openstack().requests("DELETE", "^/volume")).isEmpty();
    }
}
