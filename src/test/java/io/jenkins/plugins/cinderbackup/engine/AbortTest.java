package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AbortTest {
    private final World world = new World();

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cinderbackup.engine.World#phases")
    void endsAbortedWithin45SecondsInEachPhase(PhaseId phase) {
        world.plan.retention = World.KEEP_SEVEN;
        world.driveTo(phase);
        Instant aborted = world.ticker.now();

        world.engine.abort(world.journal, "stop button");
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(45));
        world.assertNothingLeft();
    }

    @Test
    void asksResticToEndBeforeAnythingElseIsTouched() {
        world.workloads.podEndTakes = Duration.ofSeconds(30);
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.runningSince() != null));
        int before = world.calls.changes().size();

        world.engine.abort(world.journal, "stop button");
        RunReport report = world.runToEnd();

        assertThat(world.calls.changes().get(before)).isEqualTo("delete JOB");
        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        world.assertNothingLeft();
    }

    @Test
    void leavesToTheBackgroundWhatTakesLonger() {
        world.driveTo(BackupOperation.BACKUP);
        world.storage.deletionTakes = Duration.ofMinutes(10);
        Instant aborted = world.ticker.now();

        world.engine.abort(world.journal, "stop button");
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(45));
        assertThat(report.leftovers()).singleElement().asString().startsWith("Cinder snapshot");
        assertThat(world.store.load(world.run).flatMap(RunJournal::report).map(RunReport::result))
                .isEqualTo(Optional.of(RunResult.ABORTED));
    }

    @Test
    void endsInTimeAlsoWhereNothingAnswers() {
        world.driveTo(BackupOperation.BACKUP);
        for (String call : new String[] {"presence", "volume", "snapshot", "delete", "deleteVolume", "job"}) {
            world.calls.refuseAlways(call, Errors.busy(Duration.ofMinutes(5)));
        }
        Instant aborted = world.ticker.now();

        world.engine.abort(world.journal, "stop button");
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(45));
        assertThat(report.leftovers()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void endsAtOnceWhenItIsAbortedASecondTime() {
        world.driveTo(BackupOperation.BACKUP);
        world.engine.abort(world.journal, "stop button");
        int calls = world.calls.log().size();

        RunReport report = world.engine.abandon(world.journal, "stop button again");

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.calls.log().stream().skip(calls)).containsOnly("save");
        assertThat(report.leftovers()).hasSize(4);
        world.engine.conclude(world.journal);
        assertThat(world.store.runs()).containsExactly(world.run);
        assertThat(world.engine.advance(world.journal)).isEqualTo(new Outcome.Done(report));
    }

    @Test
    void isOneOfItsOwnWhereNobodyHasAbortedBefore() {
        world.driveTo(BackupOperation.BACKUP);

        assertThat(world.engine.abandon(world.journal, "build deleted").result())
                .isEqualTo(RunResult.ABORTED);
        assertThat(world.store.load(world.run).flatMap(RunJournal::abortedBecause))
                .contains("build deleted");
    }

    @Test
    void isNotHeardAfterTheEnd() {
        RunReport report = world.runToEnd();

        world.engine.abort(world.journal, "too late");

        assertThat(world.engine.abandon(world.journal, "too late")).isEqualTo(report);
        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
    }
}
