package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source volume in a state in which Cinder takes no snapshot of it. */
class VolumeStateTest {
    private final World world = new World();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detaching",
                "attaching",
                "reserved",
                "backing-up",
                "extending",
                "retyping",
                "uploading",
                "downloading",
                "restoring-backup",
                "maintenance",
                "awaiting-transfer",
                "creating",
                "managing",
                "a-state-of-tomorrow"
            })
    void aPassingStateIsWaitedForAndTold(String status) {
        world.storage.setStatus(World.SOURCE, status);
        world.begin().drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) >= 0);
        world.storage.setStatus(World.SOURCE, "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.notes())
                .contains(
                        "Waiting: Cinder volume " + World.SOURCE + " is in state '" + status
                                + "'; a snapshot needs 'available' or 'in-use'."
                                + " (try again when what is under way on it has ended; until 2026-01-31T02:10:00Z at most, `snapshot.timeout`)");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "error_extending", "error_restoring", "deleting"})
    void anErrorEndsTheBackupAtOnce(String status) {
        world.storage.setStatus(World.SOURCE, status);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
        assertThat(world.elapsed()).isZero();
    }

    @Test
    void aPassingStateThatDoesNotPassEndsWithTheLimitForTheSnapshot() {
        world.storage.setStatus(World.SOURCE, "backing-up");

        RunReport report = world.runToEnd();

        assertThat(report.failure().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("is in state 'backing-up'");
            assertThat(finding.hints())
                    .containsExactly(
                            "try again when what is under way on it has ended",
                            "increase `snapshot.timeout`: it was waited for 600 s");
        });
        assertThat(world.elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aShortTroubleOfTheNetworkIsNotTheEndOfALongWait() {
        world.storage.setStatus(World.SOURCE, "retyping");
        world.begin().drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) >= 0);
        world.calls.refuse("volume", 3, Errors.network());
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(6)) >= 0);
        world.storage.setStatus(World.SOURCE, "in-use");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aStateThatComesBetweenTheChecksAndTheSnapshotIsWaitedForToo() {
        world.driveTo(CreatingSnapshot.ID);
        world.storage.setStatus(World.SOURCE, "detaching");
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(3)) >= 0);
        world.storage.setStatus(World.SOURCE, "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("Waiting: Cannot create the snapshot") && note.contains("detaching"));
        assertThat(world.storage.madeSnapshots).isEqualTo(1);
    }

    @Test
    void aStateThatComesBetweenAndStaysIsNamedWhereTheSnapshotTimesOut() {
        world.driveTo(CreatingSnapshot.ID);
        world.storage.setStatus(World.SOURCE, "extending");

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).isEqualTo("Snapshot creation timed out");
        assertThat(report.failure().findings().get(0).hints()).contains("the volume is in state 'extending'");
        assertThat(world.elapsed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void anErrorThatComesBetweenEndsTheBackupAtOnce() {
        world.driveTo(CreatingSnapshot.ID);
        world.storage.setStatus(World.SOURCE, "error_extending");

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).contains("current status is: error_extending");
        assertThat(world.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whatElseIsWrongIsSaidWithoutWaiting() {
        world.storage.setStatus(World.SOURCE, "detaching");
        world.calls.refuseAlways("quota", PermanentException.of("limits are forbidden", "ask for the permission"));

        assertThat(world.runToEnd().failure().findings())
                .extracting(Finding::message)
                .hasSize(2)
                .anyMatch(m -> m.contains("'detaching'"));
        assertThat(world.elapsed()).isZero();
    }
}
