package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs of one controller on one repository. */
class SharedRepositoryTest {
    private static final RunId A = new RunId("aaaaaaaaaaaaaaaa");
    private static final RunId B = new RunId("bbbbbbbbbbbbbbbb");
    private static final RunId C = new RunId("cccccccccccccccc");
    private static final String KEY = "s3:https://s3.example.com/backups";

    private final World world = new World();

    @Test
    void backupsGoTogetherAForgetGoesAloneAndNobodyOvertakes() {
        RunSemaphores queue = new RunSemaphores();
        assertThat(queue.enter("r", A, false)).isZero();
        assertThat(queue.enter("r", B, false)).isZero();
        assertThat(queue.enter("r", C, true)).isEqualTo(2);
        RunId late = new RunId("dddddddddddddddd");
        assertThat(queue.enter("r", late, false)).isEqualTo(1);
        assertThat(queue.enter("other", late, true)).isZero();

        queue.leave("r", A);
        assertThat(queue.enter("r", C, true)).isEqualTo(1);
        queue.leave("r", B);
        assertThat(queue.enter("r", C, true)).isZero();
        assertThat(queue.enter("r", late, false)).isEqualTo(1);
        queue.leave("r", C);
        assertThat(queue.enter("r", late, false)).isZero();
    }

    @Test
    void aBackupWaitsForAnotherRunsForgetAndSaysSo() {
        world.begin();
        world.queue.enter(KEY, A, true);
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) > 0);

        assertThat(world.calls.log("createJob")).isEmpty();
        assertThat(world.notes())
                .anyMatch(n -> n.startsWith("Waiting for the repository: 1 of this controller's builds ahead"));
        world.queue.leave(KEY, A);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aForgetWaitsForAnotherRunsBackupWhileTheRestIsRemoved() {
        world.plan.retention = World.KEEP_SEVEN;
        world.begin();
        world.queue.enter(KEY, A, false);
        world.drive(j -> World.first(j, ResourceKind.VOLUME)
                .filter(v -> v.state() == TrackedResource.State.GONE)
                .isPresent());

        assertThat(world.calls.log("createJob")).containsExactly("createJob backup");
        world.queue.leave(KEY, A);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("createJob")).containsExactly("createJob backup", "createJob forget");
    }

    @Test
    void aBackupThatWaitsTooLongSaysWhatFor() {
        world.begin();
        world.queue.enter(KEY, A, true);

        assertThat(world.runToEnd().failure().message())
                .isEqualTo(
                        "The repository s3:https://s3.example.com/backups was in use by other builds of this controller for 3600 s.");
    }

    @Test
    void whoAsksForTheOtherWayOfUseGoesToTheEnd() {
        RunSemaphores queue = new RunSemaphores();
        assertThat(queue.enter("r", A, false)).isZero();
        assertThat(queue.enter("r", B, false)).isZero();
        assertThat(queue.enter("r", A, true)).isEqualTo(1);
        assertThat(queue.enter("r", B, true)).isEqualTo(1);
        assertThat(queue.enter("r", A, true)).isZero();
    }

    @Test
    void aRepositoryIsNotInitialisedWhileAnotherBuildUsesItAndWhoWaitedLooksAgainFirst() {
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(10, "no repository"));
        world.begin();
        world.queue.enter(KEY, A, false);
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) > 0);
        assertThat(world.calls.log("createJob")).containsExactly("createJob backup");

        world.queue.leave(KEY, A);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("createJob")).containsExactly("createJob backup", "createJob backup");
    }

    @Test
    void whoLooksAgainIsAloneSoThatNotAllOfThemWaitForEachOtherForEver() {
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(10, "no repository"));
        world.begin();
        world.queue.enter(KEY, A, false);
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) > 0);
        world.queue.leave(KEY, A);
        world.drive(j -> Invocations.of(j).all().size() == 2);
        world.drive(j -> world.calls.log("createJob").size() == 2);

        assertThat(world.queue.enter(KEY, B, false)).isEqualTo(1);
        world.queue.leave(KEY, B);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void whoWaitedAndStillFindsNoRepositoryInitialisesIt() {
        world.workloads.script(
                Kind.BACKUP, ResticScript.exitError(10, "no repository"), ResticScript.exitError(10, "no repository"));
        world.begin();
        world.queue.enter(KEY, A, false);
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) > 0);
        world.queue.leave(KEY, A);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("createJob"))
                .containsExactly("createJob backup", "createJob backup", "createJob init", "createJob backup");
    }

    @Test
    void aRunThatIsOverHoldsNoPlaceHoweverItEnded() {
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(12, "wrong password"));
        world.runToEnd();
        assertThat(world.queue.enter(KEY, A, true)).isZero();

        World aborted = new World();
        aborted.driveTo(BackupOperation.BACKUP)
                .drive(j -> !Invocations.of(j).all().isEmpty());
        assertThat(aborted.queue.enter(KEY, A, true)).isEqualTo(1);
        aborted.engine.abandon(aborted.journal, "stop button");
        assertThat(aborted.queue.enter(KEY, A, true)).isZero();
    }
}
