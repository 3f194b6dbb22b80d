package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.phase.cluster.HandOver;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one instant on, what is handed over stays: before it, all of it goes. */
class HandOverTest {
    private static final String TARGET = "CLAIM db-restored";

    private final World world = new World();

    @BeforeEach
    void restore() {
        world.restores = true;
    }

    private boolean isKeeping(RunJournal journal) {
        return journal.resources().stream().anyMatch(resource -> resource.state() == State.KEEPING);
    }

    private void assertAllStays() {
        world.assertNothingLeft();
        assertThat(world.storage.keptVolumes()).hasSize(1);
        assertThat(world.workloads.keptObjects()).hasSize(2).contains(TARGET);
    }

    @Test
    void anAbortBeforeItLeavesNothing() {
        world.begin()
                .drive(j -> j.resource(ResourceKind.CLAIM, "db-restored")
                        .filter(claim -> claim.state() == State.CREATED)
                        .isPresent());
        world.engine.abort(world.journal, "stop button");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.ABORTED);
        world.assertNothingLeft();
        assertThat(world.storage.keptVolumes()).isEmpty();
        assertThat(world.workloads.keptObjects()).isEmpty();
    }

    @Test
    void anAbortAfterItLeavesAllOfIt() {
        world.begin().drive(this::isKeeping);
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(report.values()).containsEntry("pvc", "db-restored");
        assertAllStays();
    }

    @Test
    void volumePvcAndPvAreWrittenDownTogetherBeforeAnyMark() {
        world.begin().drive(this::isKeeping);

        assertThat(world.store.load(world.run).orElseThrow().resources())
                .filteredOn(TrackedResource::isToStay)
                .extracting(TrackedResource::kind)
                .containsExactlyInAnyOrder(ResourceKind.VOLUME, ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME);
        assertThat(world.storage.keptVolumes()).isEmpty();
    }

    @Test
    void aBuildThatIsGoneLeavesTheMarksToTheBackground() {
        world.begin().drive(this::isKeeping);
        world.publish(world.engine.abandon(world.journal, "the build is gone"));

        world.removeInTheBackground();

        assertAllStays();
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aMarkThatIsRefusedFailsTheRunAndIsMadeAgainByWhoeverCleansUp() {
        world.calls.refuse("keep", 1, Errors.quota("patches"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.leftovers()).isEmpty();
        assertThat(report.values()).containsEntry("pvc", "db-restored");
        assertAllStays();
    }

    @Test
    void aMarkThatIsRefusedForEverIsALeftoverAndNothingOfItIsRemoved() {
        world.calls.refuseAlways("keepVolume", Errors.quota("metadata"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.leftovers())
                .singleElement()
                .asString()
                .startsWith("Cinder volume restore-shop-db-restored-")
                .contains("Quota exceeded: metadata")
                .contains("it stays; only the mark that says so is missing");
        assertThat(world.workloads.objects()).contains(TARGET);
        assertThat(world.storage.temporaryVolumes()).hasSize(1);
        assertThat(world.store.runs()).hasSize(1);
    }

    @Test
    void whatTheUserHasDeletedMeanwhileIsNotLookedForForEver() {
        world.begin().drive(this::isKeeping);
        world.publish(world.engine.abandon(world.journal, "the build is gone"));
        world.storage.vanish(world.storage.temporaryVolumes().get(0));
        world.workloads.vanish(ResourceKind.CLAIM);
        world.workloads.vanish(ResourceKind.PERSISTENT_VOLUME);

        world.removeInTheBackground();

        assertThat(world.store.runs()).isEmpty();
    }

    /** In Kubernetes the name is the identity: what the call may still bring is what was found when it was made again. */
    @Test
    void aPvcOfWhichOneCallGotNoAnswerStaysWhileItsMarkIsMissing() {
        world.driveTo(HandOver.ID);
        world.calls.loseAnswer("createClaim");
        world.drive(this::isKeeping);
        world.calls.refuse("keep", 3, Errors.network());
        world.engine.abort(world.journal, "stop button");

        world.runToEnd();
        world.removeInTheBackground();

        assertAllStays();
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aVolumeThatOneDatabaseOfTheCloudDoesNotKnowStays() {
        world.begin().drive(this::isKeeping);
        String volume = world.storage.temporaryVolumes().get(0);
        world.storage.hideFor(volume, Duration.ofDays(1));

        world.runToEnd();
        world.removeInTheBackground();

        assertThat(world.store.runs()).isEmpty();
        world.ticker.advance(Duration.ofDays(1));
        assertThat(world.storage.temporaryVolumes()).containsExactly(volume);
        assertThat(world.workloads.keptObjects()).hasSize(2).contains(TARGET);
    }

    @Test
    void itIsMarkedWhereThatDatabaseKnowsItInTime() {
        world.begin().drive(this::isKeeping);
        world.storage.hideFor(world.storage.temporaryVolumes().get(0), Duration.ofSeconds(5));

        assertThat(world.runToEnd().leftovers()).isEmpty();

        assertAllStays();
    }
}
