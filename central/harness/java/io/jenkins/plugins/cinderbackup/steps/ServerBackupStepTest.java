package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All volumes of a server: one backup by Cinder of each, which are one group. */
@Timeout(120)
class ServerBackupStepTest {
    private static final String SERVER = "2e1c1b7a-6f0d-4f0e-9c63-5d8a4e2f0b11";
    private static final String OTHER = "7c4d9f10-1111-4222-8333-944455556666";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String boot;
    private String data;
    private String shared;

    @BeforeEach
    void attachVolumes() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        cloud.addVolume("not-attached", 1);
        shared = cloud.addVolume("", 1);
        data = cloud.addVolume("Daten für 顧客", 2);
        boot = cloud.addVolume("boot-of-web", 4);
        cloud.attach(shared, OTHER, "/dev/vdb");
        cloud.attach(shared, SERVER, "/dev/vdaa");
        cloud.attach(data, SERVER, "/dev/vdb");
        cloud.attach(boot, SERVER, "/dev/vda");
        cloud.attach(cloud.addVolume("another-one's", 1), OTHER, "/dev/vda");
    }

    private HeadlessStep start(HeadlessRun build, Object... more) {
        return world.start(CinderVolumeBackupStep.class, arguments(more), build);
    }

    private static Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("server", SERVER);
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object returned) {
        return (Map<String, Object>) returned;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> backups(Map<String, Object> returned) {
        return (List<Map<String, Object>>) returned.get("backups");
    }

    @Test
    void eachVolumeIsBackedUpInTheOrderOfTheDevicesAsOneGroup() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = start(build);

        Map<String, Object> returned = map(step.await(LONG));

        assertThat(returned.keySet()).containsExactly("result", "group", "server", "backups", "warnings");
        assertThat(returned)
                .containsEntry("result", "SUCCESS")
                .containsEntry("server", SERVER)
                .containsEntry("warnings", List.of());
        assertThat(backups(returned))
                .extracting(backup -> backup.get("volumeId"))
                .containsExactly(boot, data, shared);
        assertThat(backups(returned))
                .extracting(backup -> backup.get("group"), backup -> backup.get("leftovers"))
                .containsOnly(tuple(returned.get("group"), List.of()));
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available", "available", "available");
        assertThat(cloud.snapshots()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(build.getActions(RunResultAction.class))
                .extracting(action -> action.getRecord().getDescription())
                .containsExactly(
                        "Search for the volumes of server " + SERVER,
                        "Backup of volume " + boot + " by Cinder",
                        "Backup of volume " + data + " by Cinder",
                        "Backup of volume " + shared + " by Cinder");
        assertThat(step.consoleText())
                .contains(
                        "Server " + SERVER + " has 3 volumes in cloud production",
                        "not consistent with each other",
                        "/dev/vda: volume " + boot + " (boot-of-web, 4 GiB, in-use)");
        assertThat(List.of(boot, data, shared))
                .allSatisfy(volume ->
                        assertThat(BackupServices.get().catalog().of(volume)).hasSize(1));
        assertThat(list()).extracting(one -> one.get("group")).containsOnly(returned.get("group"));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list() throws Exception {
        return (List<Map<String, Object>>) world.start(CinderVolumeBackupsStep.class, Map.of(), world.build())
                .await(LONG);
    }

    @Test
    void oneNameForAllIsMadeOneForEach() throws Exception {
        start(world.build(), "name", "before-upgrade").await(LONG);

        assertThat(cloud.backups())
                .extracting(Seen::name)
                .containsExactlyInAnyOrder(
                        "before-upgrade-boot-of-web", "before-upgrade-Daten für 顧客", "before-upgrade-" + shared);
    }

    @Test
    void aNameThatWouldBeTooLongIsStillAnotherOneForEach() throws Exception {
        start(world.build(), "name", "n".repeat(255)).await(LONG);

        assertThat(cloud.backups())
                .extracting(Seen::name)
                .allMatch(name -> name.length() == 255)
                .doesNotHaveDuplicates();
    }

    @Test
    void theVolumesAreFoundAmongAThousandOthers() throws Exception {
        cloud.pageLimit(100);
        cloud.quota(-1, -1, -1);
        for (int i = 0; i < 1_000; i++) {
            cloud.addVolume("volume-" + i, 1);
        }

        assertThat(backups(map(
                        start(world.build(), "server", SERVER.replace("-", "").toUpperCase(Locale.ROOT))
                                .await(LONG))))
                .hasSize(3);
        assertThat(cloud.requests("GET", "/servers")).isEmpty();
    }

    @Test
    void aServerWithoutVolumesIsAFailure() throws Exception {
        HeadlessStep step = start(world.build(), "server", "00000000-0000-4000-8000-000000000000");

        assertThat(step.failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith(
                        "Volume search failed in Pending: No Cinder volume in cloud production is attached "
                                + "to server 00000000-0000-4000-8000-000000000000");
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void whatKeepsOneFromBeingBackedUpIsSaidBeforeAnyBegins() throws Exception {
        cloud.status(data, "error");
        cloud.backupQuota(2, 6);

        assertThat(start(world.build()).failure(LONG))
                .hasMessageContaining("Cinder volume " + data + " is in state 'error'")
                .hasMessageContaining(
                        "The quota 'backups' of cloud production has no room: used 0 of 2, needed 3 more.")
                .hasMessageContaining(
                        "The quota 'backup_gigabytes' of cloud production has no room: used 0 of 6, needed 7 more.")
                .hasMessageContaining("it counts 0 backups of these 3 volumes");
        assertThat(start(world.build(), "force", false).failure(LONG))
                .hasMessageContaining("Cinder volume " + boot + " is attached, and `force` is off.")
                .hasMessageContaining("Cinder volume " + shared + " is attached, and `force` is off.");
        assertThat(start(world.build(), "incremental", "true").failure(LONG))
                .hasMessageContaining("An increment of volume " + shared + " cannot be made");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void whatContradictsTheServerIsSaidAtOnce() throws Exception {
        assertThat(start(world.build(), "snapshotId", boot, "volume", "boot-of-web")
                        .failure(LONG))
                .hasMessageContaining("What to back up is named more than once: `volume`, `server`.")
                .hasMessageContaining("snapshotId is of one volume");
        assertThat(start(world.build(), "server", "web").failure(LONG)).hasMessageContaining("server is 'web'");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void aFailureOfOneIsNamedAndTheOthersGoToTheirEnd() throws Exception {
        cloud.breakNextBackup("storage full");
        HeadlessStep step = start(world.build());

        assertThat(step.failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("1 of 3 failed:\nBackup of volume ")
                .hasMessageContaining("Volume backup failed in BackingUp")
                .hasMessageContaining("storage full");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available", "available");
        assertThat(cloud.snapshots()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void whatIsMisspeltMakesItUnstableOnce() throws Exception {
        HeadlessStep step = start(world.build(), "retentions", Map.of("keepLast", 1));

        assertThat(map(step.await(LONG))).containsEntry("result", "UNSTABLE");
        assertThat(step.warning().getMessage()).containsOnlyOnce("retentions");
        assertThat(cloud.backups()).hasSize(3);
        assertThat(start(world.build(), "retentions", 1, "failOnUnstable", true).failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("retentions");
    }

    @Test
    void aDryRunSaysOfEachWhatItWouldDo() throws Exception {
        HeadlessStep step = start(world.build(), "dryRun", true, "name", "before-upgrade");

        assertThat(backups(map(step.await(LONG)))).hasSize(3);
        assertThat(step.consoleText())
                .contains(
                        "make Cinder backup before-upgrade-boot-of-web from the snapshot",
                        "make Cinder backup before-upgrade-" + shared + " from the snapshot");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void aFreestyleJobPutsItsVariablesIntoTheId() throws Exception {
        HeadlessBuild build = new HeadlessProject("nightly").build(Map.of("SERVER", SERVER));

        assertThat(builder("step", Map.of("server", "${SERVER}")).perform(build, null, build.listener()))
                .isTrue();

        assertThat(cloud.backups()).hasSize(3);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void aFreestyleJobFailsWithTheOneThatFailsAndIsUnstableWithTheOneThatIs() throws Exception {
        cloud.breakNextBackup("storage full");
        HeadlessBuild failing = new HeadlessProject("nightly").build(Map.of());
        assertThatThrownBy(() -> builder("step", arguments()).perform(failing, null, failing.listener()))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("1 of 3 failed")
                .hasMessageContaining("storage full");

        HeadlessBuild unstable = new HeadlessProject("weekly").build(Map.of());
        builder("step", arguments("retentions", 1)).perform(unstable, null, unstable.listener());
        assertThat(unstable.getResult()).isEqualTo(Result.UNSTABLE);
    }

    private static CinderVolumeBackupBuilder builder(String name, Map<String, Object> step) {
        return Describables.make(CinderVolumeBackupBuilder.class, Map.of(name, step));
    }

    @Test
    void whatIsOnThePageOfTheBuildSufficesWhereOnlyTheStepWasNotToldItsEnd() throws Exception {
        HeadlessRun build = world.build();
        Map<String, Object> returned = map(start(build).await(LONG));
        RunRecord first = build.getActions(RunResultAction.class).get(0).getRecord();

        assertThat(StepOutcome.known(build, first.getRun()).orElseThrow().returned())
                .isEqualTo(returned);
    }
}
