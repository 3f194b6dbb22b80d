package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A repository that is not there, or that somebody else has locked. */
class RepositoryStateTest {
    private static final ResticScript MISSING = ResticScript.exitError(10, "repository does not exist");
    private static final ResticScript LOCKED = ResticScript.exitError(
            11,
            "unable to create lock in backend: repository is already locked by PID 7 on host; lock was created at 2026-01-31 01:59:50 (10s ago)");
    private static final ResticScript STALE = ResticScript.exitError(
            11, "repository is already locked by PID 7 on host; lock was created at 2026-01-30 01:00:00 (25h0m0s ago)");

    private final World world = new World();

    @AfterEach
    void nothingIsLeft() {
        world.assertNothingLeft();
    }

    private List<String> jobs() {
        return world.calls.log("createJob");
    }

    @Test
    void aMissingRepositoryIsInitialisedWithAWarningThatLeavesTheResult() {
        world.workloads.script(Kind.BACKUP, MISSING);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs()).containsExactly("createJob backup", "createJob init", "createJob backup");
        assertThat(world.warnings())
                .containsExactly("There was no repository at s3:https://s3.example.com/backups, so it was initialised."
                        + " If one should have been there, check the URL.");
    }

    @Test
    void aRepositoryThatWasThereBeforeAndIsNotAnyMoreMakesTheBuildUnstable() {
        world.workloads.script(Kind.BACKUP, MISSING);
        world.plan.usedBefore = true;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("although this controller has backed up to it before");
    }

    @Test
    void aMissingRepositoryFailsWhereItMayNotBeCreated() {
        world.workloads.script(Kind.BACKUP, MISSING);
        world.plan.create = false;

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .startsWith("There is no restic repository at s3:https://s3.example.com/backups.");
        assertThat(jobs()).hasSize(1);
    }

    /** A restic from 0.18 on, which waits for a bucket that is not there instead of saying so by its exit code. */
    private static ResticScript withoutBucket() {
        String again =
                "Stat(<config/>) returned error, retrying after 1.5s: Stat: The specified bucket does not exist\n";
        return ResticScript.exit(1, again.repeat(3)).running(Duration.ofMinutes(15));
    }

    @Test
    void aMissingBucketThatResticWaitsForIsMadeByAnInitOnceThatResticIsGone() {
        world.workloads.script(Kind.BACKUP, withoutBucket());

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs()).containsExactly("createJob backup", "createJob init", "createJob backup");
        assertThat(world.calls.changes())
                .containsSubsequence("createJob backup", "delete " + ResourceKind.JOB, "createJob init");
        assertThat(world.warnings()).singleElement().asString().startsWith("There was no repository at");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aMissingBucketThatResticWaitsForFailsAtOnceWhereItMayNotBeCreated() {
        world.workloads.script(Kind.BACKUP, withoutBucket());
        world.plan.create = false;

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .startsWith("There is no restic repository at s3:https://s3.example.com/backups.")
                .endsWith("Stat: The specified bucket does not exist");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aRepositoryThatIsMissingAfterItWasInitialisedFails() {
        world.workloads.script(Kind.BACKUP, MISSING, MISSING);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
        assertThat(jobs()).hasSize(3);
    }

    @Test
    void anInitThatSomebodyElseWasFasterWithIsNoFailure() {
        world.workloads.script(Kind.BACKUP, MISSING);
        world.workloads.script(Kind.INIT, ResticScript.exitError(1, "config file already exists"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.warnings()).isEmpty();
    }

    @Test
    void aLivingLockIsWaitedForByTryingAgainLessAndLessOftenWithNoJobMeanwhile() {
        world.workloads.script(Kind.BACKUP, LOCKED, LOCKED, LOCKED, LOCKED, LOCKED, LOCKED);
        world.begin();
        List<Duration> waits = new ArrayList<>();
        for (int times = 1; times <= 6; times++) {
            int tries = times;
            world.drive(j ->
                    Invocations.of(j).all().stream().filter(Invocation::isOver).count() == tries);
            Instant locked = world.ticker.now();
            world.drive(j -> j.resources().stream().noneMatch(r -> r.kind() == ResourceKind.JOB && r.isRemovable()));
            assertThat(world.since(locked)).describedAs("until the Job is gone").isLessThan(Duration.ofSeconds(5));
            assertThat(world.workloads.objects()).noneMatch(o -> o.startsWith("JOB"));
            world.drive(j -> Invocations.of(j).all().size() == tries + 1);
            waits.add(world.since(locked));
        }

        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs()).hasSize(7);
        assertThat(world.workloads.mostJobs).isEqualTo(1);
    }

    @Test
    void noSecondJobIsMadeWhileTheFirstIsStillBeingRemoved() {
        world.workloads.script(Kind.BACKUP, LOCKED);
        world.workloads.jobRemovalTakes = Duration.ofSeconds(30);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.mostJobs).isEqualTo(1);
    }

    @Test
    void aStaleLockIsRemovedOnceAndThenWaitedFor() {
        world.workloads.script(Kind.BACKUP, STALE, STALE);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs())
                .containsExactly("createJob backup", "createJob unlock", "createJob backup", "createJob backup");
        assertThat(world.notes()).contains("A stale lock was removed from the repository");
    }

    @Test
    void aLockThatStaysEndsTheRunAfterItsLimit() {
        world.plan.lockTimeout = Duration.ofMinutes(3);
        for (int i = 0; i < 20; i++) {
            world.workloads.script(Kind.BACKUP, LOCKED);
        }

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .isEqualTo("The repository s3:https://s3.example.com/backups was locked by somebody else for 180 s.");
        assertThat(world.elapsed()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    }

    @Test
    void aLockIsNotWaitedForWhereTheLimitIsNought() {
        world.plan.lockTimeout = Duration.ZERO;
        world.workloads.script(Kind.BACKUP, LOCKED);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
        assertThat(jobs()).hasSize(1);
    }
}
