package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that fail in a way that passes, limits, and restarts. */
class TroubleTest {
    private final World world = new World();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "quota",
                "volume",
                "check",
                "createSnapshot",
                "snapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "claim",
                "createSecret",
                "createJob",
                "job",
                "log",
                "keepSnapshot",
                "ourSnapshotsOf",
                "presence",
                "delete",
                "deleteVolume"
            })
    void aCallThatFailsAFewTimesDoesNotFailTheBackup(String call) {
        world.calls.refuse(call, 3, Errors.network());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.madeVolumes).isEqualTo(1);
        assertThat(world.events.of(RunEvent.Retrying.class))
                .as("a line each half a minute")
                .hasSizeLessThanOrEqualTo(call.matches("create(Snapshot|Volume)") ? 3 : 1);
        world.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createSnapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob",
                "keepSnapshot",
                "delete",
                "deleteVolume"
            })
    void aCallWhoseAnswerIsLostIsNotMadeBlindlyAgain(String call) {
        world.calls.loseAnswer(call);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.madeSnapshots).isEqualTo(1);
        assertThat(world.storage.madeVolumes).isEqualTo(1);
        assertThat(world.workloads.made.values()).isNotEmpty().allMatch(times -> times == 1);
        world.assertNothingLeft();
    }

    @Test
    void waitsLongerAfterEachFailureAndTellsOfItLessAndLessOften() {
        world.begin();
        world.calls.refuse("snapshot", 17, Errors.network());

        world.runToEnd();

        List<RunEvent.Retrying> told = world.events.of(RunEvent.Retrying.class);
        assertThat(told).hasSize(2).allMatch(r -> r.text().equals("connection reset by peer"));
        assertThat(told.get(0).after()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(told.get(1).after()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volume",
                "createSnapshot",
                "snapshot",
                "createVolume",
                "createClaim",
                "claim",
                "createJob",
                "job",
                "log",
                "keepSnapshot"
            })
    void aSingleFailureLeavesOneLine(String call) {
        world.calls.refuse(call, 1, Errors.network());

        world.runToEnd();

        assertThat(world.events.of(RunEvent.Retrying.class)).hasSize(1);
    }

    @Test
    void anObjectThatALookUpDoesNotKnowYetIsWaitedFor() {
        world.driveTo(CreatingSnapshot.ID)
                .drive(j -> World.first(j, ResourceKind.SNAPSHOT)
                        .filter(s -> s.id() != null)
                        .isPresent());
        world.storage.hideFor("snapshot-1", Duration.ofSeconds(2));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.madeSnapshots).isEqualTo(1);
    }

    @Test
    void aVolumeThatALookUpDoesNotKnowYetIsWaitedFor() {
        world.driveTo(CreatingVolume.ID)
                .drive(j -> World.first(j, ResourceKind.VOLUME)
                        .filter(v -> v.id() != null)
                        .isPresent());
        world.storage.hideFor("volume-2", Duration.ofSeconds(3));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.madeVolumes).isEqualTo(1);
    }

    @Test
    void aCloneThatALookUpTakesForGoneTooSoonDoesNotKeepItsSnapshot() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.driveTo(Cleanup.ID);
        world.storage.hideFor("volume-2", Duration.ofSeconds(4));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
        world.assertNothingLeft();
    }

    @Test
    void anObjectThatALookUpTakesForGoneTooSoonIsFoundByItsTagsAndRemoved() {
        world.driveTo(Cleanup.ID);
        world.storage.hideFor("volume-2", Duration.ofSeconds(20));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
    }

    @Test
    void doesNotComeBackBeforeTheServerWantsIt() {
        world.calls.refuse("snapshot", 1, Errors.busy(Duration.ofSeconds(77)));

        world.begin().drive(j -> world.calls.log("snapshot").size() == 1);

        assertThat(world.elapsed()).describedAs("when the next look is due").isEqualTo(Duration.ofSeconds(77));
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void theLimitOfThePhaseEndsAllTryingWithItsOwnMessageAndTheLastTrouble() {
        world.calls.refuseAlways("snapshot", Errors.busy(Duration.ofHours(1)));
        world.driveTo(CreatingSnapshot.ID);

        world.drive(j -> j.failure().isPresent());

        assertThat(world.journal.failure().orElseThrow().findings().stream().map(Finding::message))
                .containsExactly("Snapshot creation timed out", "The last call failed: 429 Too Many Requests");
        assertThat(world.elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aRestartMovesNoLimit() {
        world.storage.snapshotTakes = Duration.ofHours(1);
        world.plan.cleanupTimeout = Duration.ofHours(2);
        world.driveTo(CreatingSnapshot.ID);
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(9)) > 0);

        world.restart();
        world.drive(j -> j.failure().isPresent());

        assertThat(world.elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aControllerThatWasDownPastTheLimitStillTakesWhatHasComeMeanwhile() {
        world.storage.snapshotTakes = Duration.ofMinutes(9);
        world.begin().drive(j -> World.first(j, ResourceKind.SNAPSHOT).isPresent());

        world.ticker.advance(Duration.ofHours(3));
        world.restart();

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void theRunEndsByItsHardEndWhateverHappensWithTimeToRemoveAll() {
        world.plan.retention = World.KEEP_SEVEN;
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.runningSince() != null));
        Instant end = world.journal.mayLiveUntil();
        world.ticker.advance(Duration.between(world.ticker.now(), end.minus(Duration.ofMinutes(15))));
        world.calls.refuseAlways("job", Errors.network());

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(world.ticker.now()).isBeforeOrEqualTo(end);
        assertThat(report.leftovers()).isEmpty();
        world.assertNothingLeft();
    }

    @Test
    void theRemovalItselfEndsByTheHardEnd() {
        world.driveTo(Cleanup.ID);
        Instant end = world.journal.mayLiveUntil();
        world.ticker.advance(Duration.between(world.ticker.now(), end.minusSeconds(60)));
        world.calls.refuseAlways("deleteVolume", Errors.network());

        world.runToEnd();

        assertThat(world.ticker.now()).isEqualTo(end);
    }
}
