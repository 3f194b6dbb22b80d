package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating calls that are not answered and carried out long after that. */
class LateCallTest {
    private static final Duration LATE = Duration.ofSeconds(20);

    private final World world = new World();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createSnapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob"
            })
    void whatComesAfterAnAbortIsRemovedInTheBackground(String call) {
        world.calls.delayEffect(call, LATE);
        world.begin().drive(journal -> !world.calls.log(call).isEmpty());
        Instant aborted = world.ticker.now();

        world.engine.abort(world.journal, "stop button");
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(45));
        assertThat(report.leftovers()).isEmpty();
        world.removeInTheBackground();
        assertThat(world.store.runs()).isEmpty();
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
                "createJob"
            })
    void aRunThatGoesOnMakesNothingTwiceAndLeavesNothing(String call) {
        world.calls.delayEffect(call, LATE);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.leftovers()).isEmpty();
        assertThat(world.storage.madeSnapshots).isEqualTo(1);
        assertThat(world.storage.madeVolumes).isEqualTo(1);
        world.removeInTheBackground();
        assertThat(world.store.runs()).isEmpty();
        world.assertNothingLeft();
    }

    @Test
    void aSnapshotThatComesAfterMinutesIsRemovedToo() {
        world.calls.delayEffect("createSnapshot", Duration.ofMinutes(9));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.notes())
                .anyMatch(
                        note -> note.contains("(from a call without an answer)") && note.contains("may still appear"));
        assertThat(world.store.runs()).containsExactly(world.run);
        world.removeInTheBackground();
        assertThat(world.storage.madeSnapshots).isEqualTo(2);
        assertThat(world.storage.snapshots()).hasSize(1).isEqualTo(world.storage.keptSnapshots());
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aRestartDoesNotBeginTheWaitAnew() {
        world.calls.delayEffect("createSnapshot", Duration.ofDays(1));
        world.begin().drive(journal -> !world.calls.log("createSnapshot").isEmpty());
        Instant called = world.ticker.now();
        world.engine.abort(world.journal, "stop button");
        world.runToEnd();

        for (int looks = 0; looks < 100 && !world.store.runs().isEmpty(); looks++) {
            world.restart();
            world.remover().advance();
            world.ticker.advance(Duration.ofSeconds(30));
        }

        assertThat(world.since(called)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createSnapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob"
            })
    void aCallThatTheServerSaysItHasNotCarriedOutIsNotWaitedFor(String call) {
        world.calls.refuse(call, 1, Errors.busy(Duration.ofSeconds(1)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.store.runs()).isEmpty();
        assertThat(world.notes()).noneMatch(note -> note.contains("may still appear"));
    }
}
