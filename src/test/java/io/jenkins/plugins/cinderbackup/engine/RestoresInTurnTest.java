package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores into the volume of one PVC: one after the other. */
class RestoresInTurnTest {
    private static final RunId OTHER = new RunId("ffeeddccbbaa9988");
    private static final String VOLUME = "volume " + World.SOURCE;

    private final World world = new World();

    @BeforeEach
    void restoreInPlace() {
        world.restores = true;
        world.plan.restore.inPlace();
        world.workloads.claims.add("shop/db");
    }

    private void driveUntilResticWrites() {
        world.begin()
                .drive(j -> Invocations.of(j).all().stream()
                        .anyMatch(i -> i.kind() == Kind.RESTORE && i.runningSince() != null));
    }

    @Test
    void anotherRestoreIntoTheSameVolumeIsWaitedForBeforeTheBackupIsChosen() {
        world.queue.enter(VOLUME, OTHER, true);
        world.begin().drive(j -> world.since(ManualTicker.START).compareTo(Duration.ofHours(3)) > 0);
        assertThat(world.journal.phase().label()).isEqualTo("FindingBackup");
        assertThat(world.calls.changes()).isEmpty();
        assertThat(world.notes())
                .contains("Waiting for the volume of PVC shop/db: 1 of this controller's restores into it ahead");

        world.queue.leave(OTHER);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.queue.enter(VOLUME, OTHER, true)).isZero();
    }

    @Test
    void whoIsAtItWhenJenkinsRestartsGoesOnAlsoWhereOneThatWaitedIsBackFirst() {
        driveUntilResticWrites();
        world.restart();
        world.queue.enter(VOLUME, OTHER, true);

        world.engine.advance(world.journal);

        assertThat(world.queue.enter(VOLUME, OTHER, true)).isEqualTo(1);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.queue.enter(VOLUME, OTHER, true)).isZero();
    }

    @Test
    void oneThatBeginsWhileAnotherWritesWaitsForItsEnd() {
        world.queue.enter(VOLUME, OTHER, true);
        world.storage.setStatus(World.SOURCE, "in-use");
        world.begin().drive(j -> world.since(ManualTicker.START).compareTo(Duration.ofHours(3)) > 0);
        assertThat(world.calls.changes()).isEmpty();

        world.storage.setStatus(World.SOURCE, "available");
        world.queue.leave(OTHER);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void howLongItWaitsForAnotherIsNotTakenFromItsOwnTime() {
        world.queue.enter(VOLUME, OTHER, true);
        world.begin().drive(j -> j.phase().label().equals("FindingBackup"));
        world.ticker.advance(Duration.between(world.ticker.now(), world.journal.mayLiveUntil()));
        world.engine.advance(world.journal);
        world.queue.leave(OTHER);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void twoRestoresIntoTheSameVolumeDoNotWriteAtOnce() {
        world.begin().drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));

        assertThat(world.queue.enter(VOLUME, OTHER, true)).isEqualTo(1);
    }
}
