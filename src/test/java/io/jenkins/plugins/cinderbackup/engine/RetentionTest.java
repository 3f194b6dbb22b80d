package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    private final World world = new World();

    @ParameterizedTest(name = "the newest {0} or younger than {1} days: {2} stay")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0 | snapshot-1",
                "3 | 0 | day-1 day-2 snapshot-1",
                "0 | 3 | day-1 day-2 snapshot-1",
                "2 | 4 | day-1 day-2 day-3 snapshot-1",
                "5 | 1 | day-1 day-2 day-3 day-4 snapshot-1",
                "9 | 9 | day-1 day-2 day-3 day-4 day-5 snapshot-1"
            })
    void keepsTheNewestAndTheYoung(int keepLast, int keepForDays, String stay) {
        for (int day = 5; day >= 1; day--) {
            world.storage.addKeptSnapshot(
                    "day-" + day, World.SOURCE, Duration.ofDays(day).plusHours(1));
        }
        world.plan.keepLast = keepLast;
        world.plan.keepForDays = keepForDays;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder(stay.split(" "));
        assertThat(report.values().get("cinderSnapshotId")).isEqualTo("snapshot-1");
    }

    @Test
    void leavesAloneWhatIsInUseOrOfAnotherVolume() {
        world.storage.addKeptSnapshot("restoring", World.SOURCE, Duration.ofDays(50));
        world.storage.setStatus("restoring", "backing-up");
        world.storage.addKeptSnapshot("other", "another-volume", Duration.ofDays(50));
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;

        world.runToEnd();

        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("restoring", "other", "snapshot-1");
    }

    @Test
    void removesTwoOldSnapshotsOfOneName() {
        world.plan.keepLast = 1;
        world.storage.addKeptSnapshot("a", World.SOURCE, Duration.ofDays(50));
        world.storage.addKeptSnapshot("b", World.SOURCE, Duration.ofDays(51));
        world.storage.rename("b", "old-a");

        world.runToEnd();

        assertThat(world.storage.snapshots()).containsExactly("snapshot-1");
    }

    @Test
    void aSnapshotThatCannotBeMarkedMakesTheBuildUnstableAndIsNotLeftBehind() {
        world.calls.refuseAlways("keepSnapshot", PermanentException.of("metadata is forbidden", "ask for it"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings()).containsExactly("Retention: metadata is forbidden");
        assertThat(report.values().get("resticSnapshotId")).isNotNull();
        world.assertNothingLeft();
    }

    @Test
    void resticForgetsWhileTheRestIsRemovedAndTheSecretGoesLast() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.success(Kind.FORGET).running(Duration.ofHours(2)));
        world.driveTo(Cleanup.ID);
        world.drive(j -> World.first(j, ResourceKind.VOLUME).orElseThrow().state() == TrackedResource.State.GONE);

        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
        assertThat(world.workloads.objects())
                .hasSize(2)
                .anyMatch(o -> o.startsWith("SECRET"))
                .anyMatch(o -> o.contains("-forget-"));
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.changes()).endsWith("delete REPOSITORY_JOB", "delete SECRET");
        assertThat(world.notes()).contains("Retention: 1 restic snapshot kept, 2 removed");
        world.assertNothingLeft();
    }

    @Test
    void aForgetThatFailsLeavesTheBackupAndMakesTheBuildUnstable() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.exitError(1, "pack file is damaged"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .containsExactly(
                        "Retention failed: restic forget failed with exit code 1. restic says: pack file is damaged");
        assertThat(report.values().get("resticSnapshotId")).isNotNull();
        world.assertNothingLeft();
    }

    @Test
    void aForgetThatFindsTheRepositoryLockedTriesAgain() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.exitError(11, "repository is already locked"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("createJob"))
                .containsExactly("createJob backup", "createJob forget", "createJob forget");
    }

    @Test
    void aForgetWhoseCallsFailForEverEndsAllTheSame() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.timeout = Duration.ofHours(1);
        world.driveTo(Cleanup.ID);
        world.drive(j -> Invocations.of(j).all().size() == 2);
        world.calls.refuseAlways("job", Errors.network());

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .containsExactly("Retention failed: it took too long. The last call failed: connection reset by peer");
        assertThat(world.elapsed())
                .isLessThan(BackupOperation.OPERATION.procedureOf(world.journal).longest());
        world.assertNothingLeft();
    }

    @Test
    void nothingIsForgottenAfterABackupThatFailed() {
        world.plan.retention = World.KEEP_SEVEN;
        world.storage.addKeptSnapshot("old", World.SOURCE, Duration.ofDays(99));
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(1, "no"));

        world.runToEnd();

        assertThat(world.calls.log("createJob")).containsExactly("createJob backup");
        assertThat(world.storage.snapshots()).containsExactly("old");
    }
}
