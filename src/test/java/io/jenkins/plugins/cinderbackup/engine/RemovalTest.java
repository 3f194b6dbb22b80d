package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private final World world = new World();

    @Test
    void whatCannotBeRemovedIsNamedAndItsJournalStays() {
        world.calls.refuseAlways("deleteVolume", PermanentException.of("Cinder forbids it"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.leftovers())
                .containsExactly(
                        "Cinder volume backup-shop-db-20260131-020000-temporary (volume-2): Cinder forbids it");
        assertThat(world.store.runs()).containsExactly(world.run);
        assertThat(report.phases().get(Cleanup.ID)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(world.workloads.objects())
                .describedAs("one that stays keeps no other")
                .isEmpty();
    }

    @Test
    void whatIsRemovedAfterSomeRefusalsIsNoTrouble() {
        world.calls.refuse("deleteVolume", 5, PermanentException.of("Cinder forbids it"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
        assertThat(world.events.of(RunEvent.Note.class).stream()
                        .map(RunEvent.Note::text)
                        .filter(text -> text.startsWith("Trying again to remove")))
                .describedAs("what is said again and again is told once")
                .containsExactly(
                        "Trying again to remove Cinder volume backup-shop-db-20260131-020000-temporary (volume-2): Cinder forbids it");
    }

    @Test
    void whatIsStillBeingDeletedIsANoteAndItsJournalStays() {
        world.storage.deletionTakes = Duration.ofHours(1);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.leftovers()).isEmpty();
        assertThat(report.notes())
                .contains(
                        "Cinder volume backup-shop-db-20260131-020000-temporary (volume-2) is still being deleted; its end is awaited in the background");
        assertThat(world.store.runs()).containsExactly(world.run);
    }

    @Test
    void aSnapshotThatComesBackAfterItsDeletionWasAcceptedIsALeftoverWithCindersReason() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.driveTo(BackupOperation.BACKUP);
        world.storage.cloneOf("snapshot-1");
        world.storage.complaint = "snapshot has a dependent volume";

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.leftovers())
                .containsExactly(
                        "Cinder snapshot backup-shop-db-20260131-020000 (snapshot-1): its deletion was accepted, but it is"
                                + " still there. Cinder says: snapshot has a dependent volume");
        assertThat(world.calls.log("deleteSnapshot")).hasSizeBetween(2, 300);
    }

    @Test
    void aSnapshotIsNotAskedToGoBeforeItsCloneIsGone() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.storage.deletionTakes = Duration.ofSeconds(30);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("deleteSnapshot")).hasSize(1);
    }

    @Test
    void aVolumeThatANodeStillHasIsWaitedFor() {
        world.driveTo(Cleanup.ID);
        world.storage.attached = id -> world.elapsed().compareTo(Duration.ofMinutes(5)) < 0;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.elapsed()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        world.assertNothingLeft();
    }

    @Test
    void whatGoesTogetherIsWrittenDownOnce() {
        world.driveTo(Cleanup.ID);
        world.drive(j -> World.first(j, ResourceKind.JOB).orElseThrow().state() == TrackedResource.State.GONE);
        int before = world.store.saves();
        int deletions = world.calls.log("delete").size();

        world.engine.advance(world.journal);

        assertThat(world.calls
                        .log("delete")
                        .subList(deletions, world.calls.log("delete").size()))
                .containsExactly("delete CLAIM", "delete PERSISTENT_VOLUME", "delete SECRET");
        assertThat(world.store.saves() - before).isEqualTo(1);
        world.restart();
        assertThat(world.journal.resources())
                .filteredOn(r -> r.state() == TrackedResource.State.REMOVING)
                .hasSize(3);
    }

    @Test
    void aVolumeWithoutTheTagsOfTheRunIsLeftAlone() {
        world.driveTo(BackupOperation.BACKUP);
        world.storage.untag("volume-2");

        RunReport report = world.runToEnd();

        assertThat(world.calls.log("deleteVolume")).isEmpty();
        assertThat(report.leftovers())
                .singleElement()
                .asString()
                .endsWith("it does not carry the tags of this run, so it is left alone");
    }

    @Test
    void aSnapshotWithoutTheTagsOfTheRunIsLeftAlone() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.driveTo(BackupOperation.BACKUP);
        world.storage.untag(world.storage.snapshots().get(0));

        RunReport report = world.runToEnd();

        assertThat(world.calls.log("deleteSnapshot")).isEmpty();
        assertThat(report.leftovers())
                .singleElement()
                .asString()
                .endsWith("it does not carry the tags of this run, so it is left alone");
    }

    @Test
    void whatIsMarkedToStayStaysWhateverTheJournalSays() {
        world.driveTo(BackupOperation.BACKUP);
        world.storage.keep("snapshot-1");
        world.storage.keep("volume-2");
        Set<ResourceKind> kept = EnumSet.of(ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME);
        world.journal.resources().stream()
                .filter(resource -> kept.contains(resource.kind()))
                .forEach(resource -> world.workloads.keep(resource, world.run));
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.leftovers()).isEmpty();
        assertThat(world.workloads.objects())
                .containsExactlyInAnyOrder(
                        "CLAIM " + world.workloads.claim.name(), "PERSISTENT_VOLUME " + world.workloads.volume.name());
        assertThat(world.storage.snapshots()).containsExactly("snapshot-1");
        assertThat(world.storage.temporaryVolumes()).containsExactly("volume-2");
        assertThat(report.values()).containsEntry("cinderSnapshotId", "snapshot-1");
        assertThat(world.store.runs()).isEmpty();
    }

    /** One database of the cloud says too soon that it is gone, another still lists it. */
    @Test
    void aSnapshotThatWasTakenForGoneIsFoundByItsTagsAndRemoved() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.driveTo(Cleanup.ID);
        world.storage.hideFor("snapshot-1", Duration.ofSeconds(20));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
        assertThat(world.calls.log("deleteSnapshot")).hasSize(1);
    }

    @Test
    void whoMayNotListOneKindHasStillTheOtherFound() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        world.driveTo(Cleanup.ID);
        world.calls.refuseAlways("volumesOf", PermanentException.of("listing is forbidden"));
        world.storage.hideFor("snapshot-1", Duration.ofSeconds(20));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
    }

    @Test
    void whoMayNotListHasStillEachObjectRemovedAndNoEndlessCleanUp() {
        world.driveTo(Cleanup.ID);
        world.calls.refuseAlways("volumesOf", PermanentException.of("listing is forbidden"));
        world.calls.refuseAlways("snapshotsOf", PermanentException.of("listing is forbidden"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().get(Cleanup.ID)).isLessThan(Duration.ofMinutes(1));
        world.assertNothingLeft();
    }

    @Test
    void aVolumeThatAppearsLateBesideTheOneThatWasMadeInItsPlaceIsRemovedToo() {
        world.calls.delayEffect("createVolume", Duration.ofSeconds(40));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        world.removeInTheBackground();
        assertThat(world.storage.madeVolumes).isEqualTo(2);
        world.assertNothingLeft();
    }

    @Test
    void aSnapshotThatAppearsLateBesideTheOneThatIsKeptIsRemovedToo() {
        world.calls.delayEffect("createSnapshot", Duration.ofSeconds(40));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        world.removeInTheBackground();
        assertThat(world.storage.madeSnapshots).isEqualTo(2);
        assertThat(world.storage.snapshots()).hasSize(1).isEqualTo(world.storage.keptSnapshots());
    }

    @Test
    void aRefusalOfTheSecondCallHidesNothingThatTheFirstHasMadeLate() {
        world.calls.delayEffect("createVolume", Duration.ofSeconds(40));
        world.calls.refuse("createVolume", 1, Errors.quota("volumes"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        world.removeInTheBackground();
        assertThat(world.storage.madeVolumes).isEqualTo(1);
        world.assertNothingLeft();
    }

    @Test
    void aServerThatAsksToBeLeftAloneIsLeftAlone() {
        world.driveTo(Cleanup.ID);
        world.calls.refuse("deleteVolume", 1, Errors.busy(Duration.ofSeconds(90)));
        Instant entered = world.ticker.now();

        world.drive(j -> world.calls.log("deleteVolume").size() == 1);

        assertThat(world.since(entered))
                .describedAs("when the next look is due")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aServerThatAsksToBeLeftAloneForEverDoesNotKeepTheRunFromItsEnd() {
        world.calls.refuseAlways("deleteVolume", Errors.busy(Duration.ofSeconds(90)));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.phases().get(Cleanup.ID)).isLessThan(Duration.ofSeconds(605));
    }
}
