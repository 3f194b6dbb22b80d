package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many of a controller's runs create in a cloud at once, and what those that wait see of it. */
class CreationTurnTest {
    private static final RunId A = new RunId("aaaaaaaaaaaaaaaa");
    private static final RunId B = new RunId("bbbbbbbbbbbbbbbb");
    private static final RunId C = new RunId("cccccccccccccccc");

    private final World world = new World();
    private final List<RunId> woken = new ArrayList<>();

    @Test
    void soManyCreateAtOnceAndTheOthersFollowInTheOrderInWhichTheyCame() {
        RunSemaphores queue = new RunSemaphores();
        CreationTurn cloud = turns(queue, "cloud", 2);
        assertThat(cloud.ahead(A)).isZero();
        assertThat(cloud.ahead(B)).isZero();
        assertThat(cloud.ahead(C)).isEqualTo(1);
        assertThat(cloud.ahead(world.run)).isEqualTo(2);
        assertThat(turns(queue, "another", 2).ahead(C)).isZero();

        cloud.leave(B);
        assertThat(cloud.ahead(world.run)).isEqualTo(1);
        assertThat(cloud.ahead(C)).isZero();
        assertThat(cloud.ahead(A)).as("keeps its place").isZero();
    }

    @Test
    void whoseTurnHasComeIsToldAndNobodyElse() {
        RunSemaphores queue = new RunSemaphores();
        for (RunId run : List.of(A, B, C)) {
            queue.turns(() -> "cloud", () -> 1, () -> woken.add(run)).ahead(run);
        }
        turns(queue, "cloud", 1).leave(A);
        assertThat(woken).containsExactly(B);
        turns(queue, "cloud", 1).leave(A);
        turns(queue, "cloud", 1).leave(B);
        assertThat(woken).containsExactly(B, C);
    }

    @Test
    void whoGivesUpWaitingIsNotTold() {
        RunSemaphores queue = new RunSemaphores();
        for (RunId run : List.of(A, B)) {
            queue.turns(() -> "cloud", () -> 1, () -> woken.add(run)).ahead(run);
        }
        turns(queue, "cloud", 1).leave(B);
        assertThat(woken).isEmpty();
    }

    @Test
    void aBackupWaitsForItsTurnSaysSoWithItsPlaceAndThenGoesOn() {
        CreationTurn others = othersCreate();
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(30)) > 0);

        assertThat(world.calls.log("createSnapshot")).isEmpty();
        assertThat(world.journal.phase()).isEqualTo(Checks.ID);
        List<String> lines = waitingLines();
        assertThat(lines)
                .first()
                .isEqualTo("Waiting to create in cloud production: place 2 in the queue of this controller's backups");
        // Every 10 s at first, then a line when a twentieth more was waited
        assertThat(lines).hasSizeBetween(40, 80);

        others.leave(A);
        assertThat(world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(40)) > 0))
                .isNull();
        assertThat(waitingLines()).last().asString().contains("place 1 in");
        others.leave(B);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void theRunsLimitsAndItsLifeCountFromItsTurn() {
        CreationTurn others = othersCreate();
        world.drive(j -> world.elapsed().compareTo(Duration.ofHours(5)) > 0);
        Instant before = world.journal.mayLiveUntil();
        others.leave(A);
        others.leave(B);

        assertThat(world.drive(j -> World.first(j, ResourceKind.SNAPSHOT).isPresent()))
                .isNull();
        assertThat(world.journal.mayLiveUntil()).isAfter(before.plus(Duration.ofHours(4)));
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void whoWaitsADayIsToldWhatFor() {
        world.plan.timeout = Duration.ofDays(2);
        othersCreate();

        assertThat(world.runToEnd().failure().message())
                .matches(
                        "The backup waited 864\\d\\d s for its turn to create in cloud production; 2 of this controller's backups are still ahead\\.");
        assertThat(world.calls.log("createSnapshot")).isEmpty();
    }

    @Test
    void theTurnIsOverWhenTheVolumeIsThere() {
        world.mostCreations = 1;
        world.driveTo(CreatingVolume.ID);
        assertThat(turns(world.creations, "cloud", 1).ahead(A)).isEqualTo(1);
        world.drive(j -> j.phase().equals(CreatingPvc.ID));
        assertThat(turns(world.creations, "cloud", 1).ahead(A)).isZero();
    }

    @Test
    void theTurnIsOverHoweverTheRunEnds() {
        world.mostCreations = 1;
        world.storage.snapshotEndsAs = "error";
        world.runToEnd();
        assertThat(turns(world.creations, "cloud", 1).ahead(A)).isZero();

        World aborted = new World();
        aborted.mostCreations = 1;
        aborted.driveTo(CreatingSnapshot.ID);
        aborted.engine.abandon(aborted.journal, "stop button");
        assertThat(turns(aborted.creations, "cloud", 1).ahead(A)).isZero();
    }

    @Test
    void afterARestartWhoWasCreatingGoesOnAndCounts() {
        world.mostCreations = 1;
        world.driveTo(CreatingSnapshot.ID)
                .drive(j -> World.first(j, ResourceKind.SNAPSHOT).isPresent());
        world.restart();
        turns(world.creations, "cloud", 1).ahead(A);

        assertThat(world.drive(j -> j.phase().equals(CreatingVolume.ID))).isNull();
        turns(world.creations, "cloud", 1).leave(A);
        assertThat(turns(world.creations, "cloud", 1).ahead(B)).isEqualTo(1);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void anAbortEndsTheWaiting() {
        othersCreate();
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(3)) > 0);
        world.engine.abort(world.journal, "stop button");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void aDryRunDoesNotWait() {
        world.plan.dryRun = true;
        othersCreate();
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    private CreationTurn othersCreate() {
        world.mostCreations = 1;
        world.begin();
        CreationTurn others = turns(world.creations, "cloud", 2);
        others.ahead(A);
        others.ahead(B);
        return others;
    }

    private List<String> waitingLines() {
        return world.events.of(RunEvent.Note.class).stream()
                .map(RunEvent.Note::text)
                .filter(text -> text.startsWith("Waiting to create"))
                .toList();
    }

    private static CreationTurn turns(RunSemaphores queue, String cloud, int most) {
        return queue.turns(() -> cloud, () -> most, () -> {});
    }
}
