package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
import io.jenkins.plugins.cinderbackup.model.Objective;
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

/** Backups by Cinder itself: made, listed and removed, without any Kubernetes. */
@Timeout(120)
class VolumeBackupStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String boot;

    @BeforeEach
    void addVolume() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        boot = cloud.addVolume("boot-of-web", 4);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> backUp(Object... more) throws Exception {
        return (Map<String, Object>) start(arguments(more)).await(LONG);
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(CinderVolumeBackupStep.class, arguments, world.build());
    }

    private static Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("volume", "boot-of-web");
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    @Test
    void aJobMayDoNothingOfItWhereTheAdministratorHasNotSaidSo() throws Exception {
        CinderBackupConfiguration.get().setClouds(List.of(world.cloud("production", Map.of())));
        String refusal =
                "Cloud 'production' does not allow jobs to back up volumes by Cinder itself, nor to list, restore or remove such backups.";

        assertThat(start(arguments()).failure(LONG)).hasMessageContaining(refusal);
        assertThat(delete("backup", boot).failure(LONG)).hasMessageContaining(refusal);
        assertThat(world.start(CinderVolumeBackupsStep.class, Map.of(), world.build())
                        .failure(LONG))
                .hasMessageContaining(refusal);
        assertThat(cloud.backups()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(Object... filters) throws Exception {
        Map<String, Object> arguments = arguments(filters);
        arguments.remove("volume");
        return (List<Map<String, Object>>) world.start(CinderVolumeBackupsStep.class, arguments, world.build())
                .await(LONG);
    }

    private HeadlessStep delete(Object... arguments) {
        Map<String, Object> all = arguments(arguments);
        all.remove("volume");
        return world.start(CinderVolumeBackupDeleteStep.class, all, world.build());
    }

    @Test
    void aFullBackupAndAnIncrementAreMadeListedAndRemovedAndNothingElseIsLeft() throws Exception {
        cloud.attach(boot);
        Map<String, Object> full = backUp("metadata", List.of(Map.of("key", "team", "value", "shop")));
        Map<String, Object> increment = backUp();

        assertThat(full)
                .containsEntry("result", "SUCCESS")
                .containsEntry("volumeId", boot)
                .containsEntry("sizeGiB", 4L)
                .containsEntry("incremental", false)
                .containsEntry("removed", List.of())
                .containsEntry("warnings", List.of())
                .containsEntry("leftovers", List.of());
        assertThat(increment).containsEntry("incremental", true);
        assertThat(cloud.snapshots()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();

        List<Map<String, Object>> all = list("volumeId", boot);
        assertThat(all)
                .extracting(one -> one.get("id"))
                .containsExactly(increment.get("backupId"), full.get("backupId"));
        assertThat(all.get(1))
                .containsEntry("status", "available")
                .containsEntry("hasDependentBackups", true)
                .containsEntry("incremental", false)
                .hasEntrySatisfying(
                        "metadata", metadata -> assertThat(metadata.toString()).contains("team=shop"));
        assertThat(list("limit", 1)).hasSize(1);
        assertThat(list("status", "error")).isEmpty();

        assertThat(KnownBackups.of(boot)).containsExactly(increment.get("backupId"), full.get("backupId"));

        String fullId = String.valueOf(full.get("backupId"));
        assertThat(delete("backup", fullId).failure(LONG))
                .hasMessageStartingWith("Volume backup deletion failed in Pending: Cinder backup ")
                .hasMessageContaining("increments build on it")
                .hasMessageContaining("set `dependents` to true");
        assertThat((Map<?, ?>) delete("backup", fullId, "dependents", true).await(LONG))
                .extracting("removed")
                .isEqualTo(List.of(increment.get("backupId"), fullId));
        assertThat(cloud.backups()).isEmpty();
        assertThat(KnownBackups.of(boot)).isEmpty();
    }

    @Test
    void anAdministratorListsTheBackupsOfAllProjectsAndLearnsWhoseTheyAre() throws Exception {
        Object own = backUp("incremental", false).get("backupId");
        String foreign = (String) backUp("incremental", false).get("backupId");
        cloud.ofAnotherProject(foreign);
        assertThat(list("allProjects", true)).extracting(one -> one.get("id")).containsExactly(own);

        cloud.backupAdministrator(true);

        assertThat(list()).extracting(one -> one.get("id")).containsExactly(own);
        assertThat(list("allProjects", true))
                .extracting(one -> one.get("id"), one -> one.get("project"))
                .containsExactly(
                        tuple(foreign, OpenstackSimulator.OTHER_PROJECT_ID), tuple(own, OpenstackSimulator.PROJECT_ID));
    }

    @Test
    void aPromiseIsKeptWithTheVolumeAndARestoreTimeIsNone() throws Exception {
        Map<String, Object> returned = backUp("objective", Map.of("rpo", 90_000, "rto", 60));

        assertThat(returned.get("result")).isEqualTo("SUCCESS");
        assertThat(BackupServices.get().catalog().of(boot))
                .extracting(known -> known.objective().objective())
                .containsExactly(new Objective(Duration.ofSeconds(90_000), null));
    }

    @Test
    void theBuildShowsWhatWasMade() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(CinderVolumeBackupStep.class, arguments("name", "before-upgrade"), build);
        step.await(LONG);

        assertThat(step.consoleText())
                .contains(
                        "Backing up Cinder volume " + boot + " (boot-of-web, 4 GiB, available)",
                        "Cinder backup before-upgrade",
                        "full, of a volume of 4 GiB");
        assertThat(build.getAction(RunResultAction.class).getView().getSummary())
                .isEqualTo("full of 4 GiB");
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = cloud.requests().size();
        Map<String, Object> arguments = arguments(
                "volumeId", "boot", "incremental", "sometimes", "source", "disk", "timeout", 0, "maxIncrements", -1);

        assertThat(start(arguments).failure(LONG))
                .hasMessageStartingWith(
                        "Volume backup failed: What to back up is named more than once: `volumeId`, `volume`.")
                .hasMessageContaining("volumeId is 'boot'")
                .hasMessageContaining("incremental is 'sometimes': it must be one of auto, true, false")
                .hasMessageContaining("source is 'disk'")
                .hasMessageContaining("timeout is 0")
                .hasMessageContaining("maxIncrements is -1");
        assertThat(start(Map.of()).failure(LONG)).hasMessageContaining("Nothing says which volume to back up.");
        assertThat(delete().failure(LONG)).hasMessageContaining("backup is missing");
        assertThat(cloud.requests()).hasSize(asked);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        HeadlessStep step = start(arguments("dryRun", true, "retention", Map.of("keepLast", 3)));
        step.await(LONG);

        assertThat(step.consoleText())
                .contains("Dry run: nothing is created", "take Cinder snapshot", "make Cinder backup", "newest 3");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void theDescriptionIsWrittenOrElseWhoseBackupItIs() throws Exception {
        backUp("description", "before the \uD83D\uDE80 upgrade");
        backUp();

        assertThat(cloud.requests("POST", "/backups$"))
                .satisfiesExactly(
                        given -> assertThat(given.body()).contains("\"description\":\"before the \uFFFD upgrade\""),
                        none -> assertThat(none.body())
                                .contains(
                                        "\"description\":\"Backup of volume boot-of-web by Cinder by Jenkins job nightly #"));
        assertThat(start(arguments("description", "x".repeat(256))).failure(LONG))
                .hasMessageContaining("description is 'xxx")
                .hasMessageContaining("up to 255 characters");
    }

    @Test
    void theDriverForCephIsKnownBeforeItLosesABackup() throws Exception {
        cloud.cephBackups(true);
        Object copy = backUp().get("backupId");
        for (String incremental : List.of("auto", "false")) {
            assertThat(start(arguments("incremental", incremental)).failure(LONG))
                    .hasMessageContaining("is a snapshot's copy by Cinder's driver for Ceph")
                    .hasMessageContaining("set `source` to 'volume'");
        }
        assertThat(start(arguments("source", "volume", "incremental", "true")).failure(LONG))
                .hasMessageContaining("on which nothing can build");
        assertThat(cloud.backups()).extracting(Seen::id).containsExactly((String) copy);
        assertThat(cloud.snapshots()).isEmpty();

        assertThat(backUp("source", "volume")).containsEntry("incremental", false);
        assertThat(backUp("source", "volume")).containsEntry("incremental", true);
        assertThat((Map<?, ?>) world.start(
                                CinderVolumeRestoreStep.class,
                                Map.of("backup", copy, "newVolume", Map.of("name", "restored")),
                                world.build())
                        .await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    @Test
    void aFailedBackupStaysWhileItsRemovalCouldTakeAnotherOnesData() throws Exception {
        cloud.cephBackups(true);
        Object copy = backUp().get("backupId");
        cloud.breakNextBackup("storage full");
        HeadlessRun build = world.build();

        HeadlessStep step = world.start(
                CinderVolumeBackupStep.class, arguments("source", "volume", "cleanup", Map.of("timeout", 1)), build);

        assertThat(step.failure(LONG)).hasMessageContaining("storage full");
        assertThat(step.consoleText()).contains("Cinder's driver for Ceph could delete the data of backup");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available", "error");

        delete("backup", copy).await(LONG);
        build.finish(Result.FAILURE);
        awaitRemoval();
    }

    @Test
    void anAbortEndsAtOnceAndTheBackgroundRemovesWhatCinderGoesOnWith() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = heldInCinder(build);
        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(20))).isSameAs(STOP_BUTTON);
        assertThat(step.consoleText()).contains("Cinder is still making it, which only an administrator can end");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("creating");

        build.finish(Result.ABORTED);
        cloud.transition(Duration.ZERO);
        awaitRemoval();
    }

    /** In the background, of all that is left. */
    private void awaitRemoval() {
        world.jenkins.extension(LeftoverRemoval.class).run();
        await().atMost(LONG).untilAsserted(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            BackupServices.get().removal().next();
            assertThat(cloud.backups()).isEmpty();
            assertThat(cloud.snapshots()).isEmpty();
        });
    }

    @Test
    void aRestartInTheMiddleGoesOnWithTheSameBackup() throws Exception {
        HeadlessStep step = heldInCinder(world.build());
        byte[] stored = step.store();
        world.restart();
        step.resume(stored);
        cloud.transition(Duration.ZERO);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(cloud.backups()).hasSize(1);
        assertThat(cloud.snapshots()).isEmpty();
    }

    /** Cinder takes an hour for the backup. */
    private HeadlessStep heldInCinder(HeadlessRun build) {
        cloud.fail(request -> {
            if (request.method().equals("POST") && request.path().endsWith("/backups")) {
                cloud.transition(Duration.ofHours(1));
            }
            return Optional.empty();
        });
        HeadlessStep step = world.start(CinderVolumeBackupStep.class, arguments(), build);
        await().atMost(LONG).until(() -> !cloud.backups().isEmpty());
        return step;
    }

    @Test
    void aFreestyleJobPutsItsVariablesIntoTheTexts() throws Exception {
        HeadlessBuild build = new HeadlessProject("nightly").build(Map.of("VOLUME", "boot-of-web"));

        assertThat(Describables.make(
                                CinderVolumeBackupBuilder.class,
                                Map.of("step", Map.of("volume", "${VOLUME}", "name", "of-${VOLUME}")))
                        .perform(build, null, build.listener()))
                .isTrue();

        assertThat(cloud.backups()).extracting(Seen::name).containsExactly("of-boot-of-web");
    }

    @Test
    void theExampleBacksAllVolumesOfAServerUpBeforeAnUpgradeAsItIs() throws Exception {
        Map<String, Object> arguments = JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples/volume-backup.Jenkinsfile"),
                "cinderVolumeBackup",
                Map.of("SERVER", boot));
        cloud.attach(boot, boot, "/dev/vda");
        cloud.attach(cloud.addVolume("data-of-web", 1), boot, "/dev/vdb");

        assertThat((Map<?, ?>) start(arguments).await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
        assertThat(cloud.backups()).hasSize(2);
    }
}
