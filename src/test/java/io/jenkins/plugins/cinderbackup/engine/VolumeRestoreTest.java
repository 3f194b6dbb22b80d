package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Restores of Cinder's own backups: what is refused before anything is touched, what a volume carries afterwards, and what an end in the middle leaves. */
class VolumeRestoreTest {
    private static final String TARGET = VolumeBackupCrashes.TARGET;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Ownership ANOTHERS = new Ownership(
            new Origin("jenkins", "shop/old", "1"), RunId.random(), World.SOURCE, Instant.EPOCH, Instant.EPOCH);

    private final World world = world();

    private static World world() {
        World world = new World();
        world.cinder = new VolumeBackupPlanBuilder();
        world.backups.addKept("full", DAY.multipliedBy(3), false, null);
        world.backups.addKept("one", DAY.multipliedBy(2), true, null);
        world.storage.addSource(TARGET, "available", 12);
        world.backups.restores.rewrite(TARGET, Map.of("owner", "shop"), null);
        // As where a volume was backed up that a run had made and kept
        world.backups.restores.sourceTags = ANOTHERS;
        world.backups.restores.sourceMark = new KeepMark("", true);
        world.cinder.restored = "old-one";
        return world;
    }

    private static List<String> messages(RunReport report) {
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    @Test
    void aNewVolumeIsTheRunsOwnAndStays() {
        world.cinder.sizeGiB = 11;

        RunReport report = world.runToEnd();

        assertThat(report.result()).as("%s", report.failure()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values())
                .containsEntry("volumeId", "volume-1")
                .containsEntry("volume", "restored-db")
                .containsEntry("sizeGiB", 11L)
                .containsEntry("backupId", "one")
                .containsEntry("backup", "old-one");
        assertThat((Long) report.values().get("restoreSeconds")).isBetween(300L, 360L);
        Volume restored = world.storage.seen("volume-1");
        assertThat(restored.kept()).isTrue();
        assertThat(restored.tags().run()).isEqualTo(world.run);
        assertThat(restored.metadata()).isEmpty();
        assertThat(world.backups.all(true)).containsExactly("full", "one");
        world.assertNothingLeft();
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void whatIsWrittenOverCarriesAfterwardsWhatItCarriedBefore() {
        world.cinder.over = TARGET;

        RunReport report = world.runToEnd();

        assertThat(report.result())
                .as("%s %s", report.failure(), report.leftovers())
                .isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("volumeId", TARGET).containsEntry("sizeGiB", 12L);
        Volume restored = world.storage.seen(TARGET);
        assertThat(restored.metadata()).isEqualTo(Map.of("owner", "shop"));
        assertThat(restored.tags()).isNull();
        assertThat(restored.kept()).isFalse();
        assertThat(world.notes()).anyMatch(note -> note.contains("all that is on it is lost"));
    }

    /** Cinder does not say there from which backup it is, and its tags from then come back. */
    @Test
    void aVolumeIsRestoredFromABackupOfItsOwn() {
        world.cinder.over = World.SOURCE;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.seen(World.SOURCE).tags()).isNull();
        assertThat(world.storage.metadata(World.SOURCE)).isEmpty();
    }

    @Test
    void allThatStandsInTheWayIsSaidAtOnceAndNothingIsTouched() {
        world.cinder.over = TARGET;
        world.backups.setStatus("full", "error");
        world.storage.grow(TARGET, 8);
        world.storage.stored(TARGET).tags = ANOTHERS;
        world.storage.attached = TARGET::equals;

        RunReport report = world.runToEnd();

        assertThat(messages(report))
                .anyMatch(text ->
                        text.contains("is an increment, and no full backup that it could build on is available"))
                .anyMatch(text -> text.contains("is attached: nothing is written over a volume in use"))
                .anyMatch(text -> text.endsWith("has 8 GiB, the backup 10."))
                .anyMatch(text -> text.contains("has made for a while, and will remove"));
        assertThat(world.calls.log("rewriteMetadata")).isEmpty();
        assertThat(world.backups.restores.begun).isZero();
    }

    @Test
    void aNewVolumeThatCannotBeIsRefusedBeforeAnythingIsMade() {
        world.cinder.sizeGiB = 5;
        world.backups.restores.toNewPossible = false;
        world.storage.quota = FakeBlockStorage.quota(4, -1, -1);

        assertThat(messages(world.runToEnd()))
                .anyMatch(text -> text.contains("cannot make a volume of a backup"))
                .anyMatch(text -> text.startsWith("newVolume.size is 5, and the backup has 10 GiB"))
                .anyMatch(text -> text.startsWith("The quota 'volumes' of cloud production has no room"));
        assertThat(world.storage.madeVolumes).isZero();
    }

    @Test
    void aBackupThatIsBeingMadeIsAwaitedAndOneInErrorIsRefused() {
        world.backups.setStatus("one", "restoring");
        world.begin();
        assertThat(world.drive(journal -> world.elapsed().toSeconds() > 60)).isNull();
        assertThat(world.backups.restores.begun).isZero();
        world.backups.setStatus("one", "error");
        assertThat(world.publish(world.drive(journal -> false)).failure().message())
                .isEqualTo("Cinder backup old-one (one) is in state 'error'; a restore needs 'available'.");
    }

    @Test
    void aVolumeThatAServerIsLettingGoIsAwaited() {
        world.cinder.over = TARGET;
        world.storage.setStatus(TARGET, "detaching");
        world.begin();
        assertThat(world.drive(journal -> world.elapsed().toSeconds() > 60)).isNull();
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("Waiting: Cinder volume " + TARGET
                        + " is in state 'detaching'; a restore over it needs 'available'."));
        world.storage.setStatus(TARGET, "available");

        assertThat(world.publish(world.drive(journal -> false)).result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aVolumeThatIsAttachedSinceTheChecksIsNotWrittenOver() {
        world.cinder.over = TARGET;
        world.driveTo(VolumeRestoreOperation.RESTORING);
        world.storage.attached = TARGET::equals;

        RunReport report = world.publish(world.drive(journal -> false));

        assertThat(report.failure().message()).contains("is attached: nothing is written over a volume in use");
        assertThat(world.backups.restores.begun).isZero();
        assertThat(world.storage.metadata(TARGET)).isEqualTo(Map.of("owner", "shop"));
        assertThat(report.leftovers()).isEmpty();
    }

    private RunReport abortInTheMiddle() {
        world.driveTo(VolumeRestoreOperation.RESTORING);
        world.drive(journal -> world.since(journal.phaseSince()).toSeconds() > 60);
        Instant aborted = world.ticker.now();
        world.engine.abort(world.journal, "stop button");
        RunReport report = world.publish(world.drive(journal -> false));
        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(5));
        assertThat(report.leftovers()).anyMatch(left -> left.contains("Cinder still writes the backup to the volume"));
        return report;
    }

    @Test
    void anAbortedRestoreToANewVolumeIsRemovedWhenCinderLetsItGo() {
        abortInTheMiddle();
        assertThat(world.storage.temporaryVolumes()).hasSize(1);

        world.removeInTheBackground();

        assertThat(world.storage.temporaryVolumes()).isEmpty();
        assertThat(world.store.runs()).isEmpty();
        assertThat(world.backups.all(true)).containsExactly("full", "one");
    }

    /** As where a build tries a step again: the first call got no answer, and was refused when it was made again. */
    @Test
    void aVolumeOfThatNameThatALaterRunOfTheSameBuildHasRestoredStays() {
        world.calls.refuse("restoreToNew", 1, Errors.network());
        world.calls.refuse("restoreToNew", 1, Errors.quota("gigabytes"));
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
        RunJournal first = world.beginAnother();
        RunReport report = world.runToEnd();
        assertThat(report.result()).as("%s", report.failure()).isEqualTo(RunResult.SUCCESS);

        world.journal = first;
        world.removeInTheBackground();

        assertThat(world.store.runs()).isEmpty();
        world.assertNothingLeft();
        assertThat(world.storage.keptVolumes())
                .containsExactly((String) report.values().get("volumeId"));
    }

    @Test
    void anAbortedRestoreOverAVolumeSaysThatItIsUselessAndPutsItsMetadataBack() {
        world.cinder.over = TARGET;

        RunReport report = abortInTheMiddle();

        assertThat(report.lines()).anyMatch(line -> line.startsWith("Cinder volume " + TARGET + " is useless"));
        world.removeInTheBackground();
        assertThat(world.storage.seen(TARGET).status()).isEqualTo("available");
        assertThat(world.storage.metadata(TARGET)).isEqualTo(Map.of("owner", "shop"));
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aRestoreThatFailsSaysWhyAndLeavesNoNewVolume() {
        world.backups.restores.endsAs = "error_restoring";
        world.storage.complaint = "restore backup: RBD image already exists";

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .isEqualTo(
                        "Cinder could not restore backup old-one (one): volume volume-1 ended in state 'error_restoring'. Cinder says: restore backup: RBD image already exists");
        assertThat(report.failure().findings().get(0).hints())
                .anyMatch(hint -> hint.contains("restore to another volume"));
        world.assertNothingLeft();
        assertThat(report.values()).containsEntry("volumeId", null);

        World over = world();
        over.cinder.over = TARGET;
        over.backups.restores.endsAs = "error_restoring";
        assertThat(over.runToEnd().lines()).anyMatch(line -> line.contains("is useless"));
        assertThat(over.storage.metadata(TARGET)).isEqualTo(Map.of("owner", "shop"));
    }
}
