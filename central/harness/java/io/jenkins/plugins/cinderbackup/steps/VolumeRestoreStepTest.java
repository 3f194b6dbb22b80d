package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Restores by Cinder itself, as Pipelines and freestyle jobs ask for them. */
@Timeout(120)
class VolumeRestoreStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String boot;
    private String target;
    /** So many there are before a restore. */
    private int volumes;

    @BeforeEach
    void backUp() throws Exception {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        boot = cloud.addVolume("boot-of-web", 4);
        cloud.retag(boot, all -> all.put("owner", "web"));
        target = cloud.addVolume("scratch", 8);
        cloud.retag(target, all -> all.put("owner", "test"));
        volumes = cloud.volumes().size();
        for (String name : List.of("full", "increment")) {
            world.start(CinderVolumeBackupStep.class, Map.of("volumeId", boot, "name", name), world.build())
                    .await(LONG);
        }
    }

    private HeadlessStep start(Object... arguments) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            all.put((String) arguments[i], arguments[i + 1]);
        }
        return world.start(CinderVolumeRestoreStep.class, all, world.build());
    }

    private Seen volume(Object id) {
        return cloud.volumes().stream()
                .filter(volume -> volume.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIncrementBecomesANewVolumeThatStays() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(
                CinderVolumeRestoreStep.class,
                Map.of("backup", "increment", "newVolume", Map.of("name", "boot-restored", "size", 6)),
                build);

        Map<?, ?> values = (Map<?, ?>) step.await(LONG);

        assertThat(values.get("result")).isEqualTo("SUCCESS");
        assertThat(values.get("volume")).isEqualTo("boot-restored");
        assertThat(values.get("sizeGiB")).isEqualTo(6L);
        assertThat(values.get("backup")).isEqualTo("increment");
        assertThat(volume(values.get("volumeId")).metadata())
                .containsEntry("cinder-snapshot-backup.keep", "true")
                .doesNotContainKeys("owner", "src_backup_id");
        assertThat(step.consoleText()).contains("Restoring Cinder backup increment", "restored within");
        assertThat(build.getAction(RunResultAction.class).getView().getSummary())
                .startsWith("6 GiB of ");
        assertThat(cloud.backups()).hasSize(2);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void whatWasBackedUpOfASnapshotThatIsOlderThanTheBackupsCanBeRestored() throws Exception {
        String data = cloud.addVolume("data-of-web", 4);
        String first = cloud.addSnapshot(data, "before-the-upgrade");
        Map<String, Object> ofVolume = Map.of("volumeId", data, "source", "volume");
        world.start(CinderVolumeBackupStep.class, ofVolume, world.build()).await(LONG);
        String second = cloud.addSnapshot(data, "after-the-upgrade");
        world.start(CinderVolumeBackupStep.class, ofVolume, world.build()).await(LONG);

        for (boolean incremental : List.of(false, true)) {
            Map<?, ?> made = (Map<?, ?>) world.start(
                            CinderVolumeBackupStep.class,
                            Map.of("volumeId", data, "snapshotId", incremental ? second : first),
                            world.build())
                    .await(LONG);
            assertThat(made.get("incremental")).isEqualTo(incremental);
            assertThat((Map<?, ?>) start("backup", made.get("backupId"), "newVolume", Map.of("name", "restored"))
                            .await(LONG))
                    .extracting("result")
                    .isEqualTo("SUCCESS");
        }
    }

    /** Cinder would build on one whose data is newer. */
    @Test
    void noIncrementIsMadeOfASnapshotThatIsOlderThanTheBackups() throws Exception {
        String data = cloud.addVolume("data-of-web", 4);
        String old = cloud.addSnapshot(data, "before-the-upgrade");
        world.start(CinderVolumeBackupStep.class, Map.of("volumeId", data), world.build())
                .await(LONG);
        int backups = cloud.backups().size();

        assertThat(world.start(
                                CinderVolumeBackupStep.class,
                                Map.of("volumeId", data, "snapshotId", old, "incremental", "true"),
                                world.build())
                        .failure(LONG))
                .hasMessageContaining(
                        "cannot be made: there is no backup to build on whose data is older than the snapshot");
        assertThat(cloud.backups()).hasSize(backups);
    }

    @Test
    void anAdministratorRestoresAnIncrementOfAnotherProjectIfItsChainIsWholeThere() throws Exception {
        cloud.backupAdministrator(true);
        List<String> chain = cloud.backups().stream().map(Seen::id).toList();
        chain.forEach(cloud::ofAnotherProject);

        assertThat((Map<?, ?>) start("backup", chain.get(1), "newVolume", Map.of("name", "restored"))
                        .await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");

        cloud.forgetBackup(chain.get(0));
        assertThat(start("backup", chain.get(1), "newVolume", Map.of("name", "again"))
                        .failure(LONG))
                .hasMessageContaining("is an increment, and no full backup that it could build on is available");
    }

    @Test
    void aVolumeIsWrittenOverAndCarriesWhatItDid() throws Exception {
        Map<?, ?> values = (Map<?, ?>)
                start("backup", "full", "volumeId", target, "confirm", true).await(LONG);

        assertThat(values.get("result")).isEqualTo("SUCCESS");
        assertThat(values.get("volumeId")).isEqualTo(target);
        assertThat(volume(target).metadata()).isEqualTo(Map.of("owner", "test"));
        assertThat(cloud.volumes()).hasSize(volumes);
    }

    @Test
    void theLatestBackupOfAVolumeGoesOverThatVolume() throws Exception {
        Map<?, ?> values = (Map<?, ?>)
                start("backup", "latest", "volumeId", boot, "confirm", true).await(LONG);

        assertThat(values.get("backup")).isEqualTo("increment");
        assertThat(volume(boot).metadata()).isEqualTo(Map.of("owner", "web"));
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = cloud.requests().size();

        assertThat(start("timeout", 0).failure(LONG))
                .hasMessageStartingWith("Volume restore failed: backup is missing")
                .hasMessageContaining("Nothing says where to restore to.")
                .hasMessageContaining("timeout is 0");
        assertThat(start("backup", "full", "volumeId", target).failure(LONG))
                .hasMessageContaining("All that is on volume " + target
                        + " is lost when a backup is written over it, and `confirm` is off.");
        assertThat(start(
                                "backup",
                                "full",
                                "volumeId",
                                target,
                                "confirm",
                                true,
                                "newVolume",
                                Map.of("name", "restore_backup_1", "size", -1))
                        .failure(LONG))
                .hasMessageContaining("Both `volumeId` and `newVolume` are set")
                .hasMessageContaining("newVolume.name is 'restore_backup_1'")
                .hasMessageContaining("newVolume.size is -1");
        assertThat(start("backup", "latest", "newVolume", Map.of()).failure(LONG))
                .hasMessageContaining("backup is 'latest', and no `volumeId` says of which volume.");
        assertThat(cloud.requests()).hasSize(asked);
    }

    @Test
    void aJobMayNotWhereTheAdministratorHasNotSaidSo() throws Exception {
        CinderBackupConfiguration.get().setClouds(List.of(world.cloud("production", Map.of())));

        assertThat(start("backup", "full", "volumeId", target, "confirm", true).failure(LONG))
                .hasMessageContaining("does not allow jobs to back up volumes by Cinder itself");
        assertThat(cloud.requests("POST", "/restore$")).isEmpty();
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        int asked = cloud.requests("POST", "^/volume").size();
        HeadlessStep step = start("backup", "full", "volumeId", target, "dryRun", true);
        step.await(LONG);

        assertThat(step.consoleText())
                .contains(
                        "Dry run: nothing is done. A run would restore Cinder backup full",
                        "all that is on it is lost");
        assertThat(cloud.requests("POST", "^/volume")).hasSize(asked);
        assertThat(volume(target).metadata()).isEqualTo(Map.of("owner", "test"));
    }

    @Test
    void anAbortedRestoreToANewVolumeIsRemovedWhenCinderHasEndedIt() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = heldInCinder(build, "/volumes", "newVolume", Map.of("name", "restored"));
        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(20))).isSameAs(STOP_BUTTON);
        assertThat(step.consoleText()).contains("Cinder still writes the backup to the volume");
        assertThat(cloud.volumes()).hasSize(volumes + 1);

        letTheBackgroundWork(build);
        await().atMost(LONG).untilAsserted(() -> {
            remove();
            assertThat(cloud.volumes()).hasSize(volumes);
        });
    }

    @Test
    void aRestartInTheMiddleGoesOnWithTheSameRestore() throws Exception {
        HeadlessStep step = heldInCinder(world.build(), "/restore", "volumeId", target, "confirm", true);
        byte[] stored = step.store();
        world.restart();
        step.resume(stored);
        cloud.transition(Duration.ZERO);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(cloud.requests("POST", "/restore$")).hasSize(1);
        assertThat(volume(target).metadata()).isEqualTo(Map.of("owner", "test"));
    }

    private void letTheBackgroundWork(HeadlessRun build) throws Exception {
        build.finish(Result.ABORTED);
        cloud.transition(Duration.ZERO);
        world.jenkins.extension(LeftoverRemoval.class).run();
    }

    private static void remove() {
        BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
        BackupServices.get().removal().next();
    }

    /** Cinder takes an hour for what the run asks for there. */
    private HeadlessStep heldInCinder(HeadlessRun build, String path, Object... more) {
        cloud.fail(request -> {
            if (request.method().equals("POST") && request.path().endsWith(path)) {
                cloud.transition(Duration.ofHours(1));
            }
            return Optional.empty();
        });
        Map<String, Object> all = new LinkedHashMap<>(Map.of("backup", "increment"));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        HeadlessStep step = world.start(CinderVolumeRestoreStep.class, all, build);
        await().atMost(LONG)
                .until(() -> cloud.backups().stream()
                        .anyMatch(backup -> backup.status().equals("restoring")));
        return step;
    }

    @Test
    void aFreestyleJobPutsItsVariablesIntoTheTextsOfTheNewVolumeToo() throws Exception {
        HeadlessBuild build = new HeadlessProject("drill").build(Map.of("NAME", "drill"));

        assertThat(Describables.make(
                                CinderVolumeRestoreBuilder.class,
                                Map.of("step", Map.of("backup", "full", "newVolume", Map.of("name", "boot-${NAME}"))))
                        .perform(build, null, build.listener()))
                .isTrue();

        assertThat(cloud.volumes()).extracting(Seen::name).contains("boot-drill");
    }

    @Test
    void theExampleRestoresTheNewestBackupAsItIs() throws Exception {
        Map<String, Object> arguments = JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples/volume-restore.Jenkinsfile"),
                "cinderVolumeRestore",
                Map.of("VOLUME_ID", boot));

        Map<?, ?> values = (Map<?, ?>) world.start(CinderVolumeRestoreStep.class, arguments, world.build())
                .await(LONG);

        assertThat(values.get("result")).isEqualTo("SUCCESS");
        assertThat(values.get("volume")).isEqualTo("boot-restored");
        assertThat(values.get("backup")).isEqualTo("increment");
    }
}
