package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunViewTest {
    private static final Progress HALF =
            new Progress(0.509, 1L << 40, 2L << 40, 10, 2000, Duration.ofMinutes(1), Duration.ofSeconds(90), 0);

    @Test
    void aRunThatWentWellShowsSizesAndSnapshots() {
        RunView view = view(new RunResultAction(Records.of(FinishedRuns.successful())), false);

        assertThat(view.isRunning()).isFalse();
        assertThat(view.getOutcome()).isEqualTo("Succeeded");
        assertThat(view.getIcon()).isEqualTo("symbol-status-blue");
        assertThat(view.getTitle()).isEqualTo("Backup of PVC shop/db → s3:https://s3.example.com/backups");
        assertThat(view.getSummary()).endsWith(" added");
        assertThat(view.getRows())
                .extracting(ResultRow::getLabel)
                .containsExactly("Size", "Files", "restic snapshot", "Cinder snapshot, kept", "Source volume");
        assertThat(view.getStartedAt()).isEqualTo("2026-01-31T02:00:00Z");
    }

    @Test
    void aRunUnderWayShowsItsPhaseAndHowFarResticIs() {
        RunResultAction action = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        action.update(HALF);

        RunView view = view(action, true);

        assertThat(view.getOutcome()).isEqualTo("Running: Backup");
        assertThat(view.getDuration()).isEqualTo("10 min 0 s");
        assertThat(view.getProgress().getPercent()).isEqualTo(50);
        assertThat(view.getProgress().getText())
                .isEqualTo("50 %, 1.0 TiB of 2.0 TiB, 10 of 2,000 files, 1 min 30 s left");
        assertThat(view.getSummary()).isNull();
        assertThat(view.getRows()).extracting(ResultRow::getLabel).containsExactly("Source volume");
        assertThat(view.getIcon()).endsWith("-anime");
    }

    @Test
    void aRestoreSaysOnceWhereTo() {
        RunView view = view(new RunResultAction(Records.of(FinishedRuns.restore())), false);

        assertThat(view.getTitle()).startsWith("Restore of ").containsOnlyOnce("PVC shop/db-restored");
    }

    @Test
    void aRunThatMakesNothingNamesNoPlaceForIt() {
        RunView view = view(new RunResultAction(Records.of(FinishedRuns.check())), false);

        assertThat(view.getTitle()).isEqualTo("Check of repository s3:https://s3.example.com/backups");
        assertThat(view.getInterruption()).startsWith("Jenkins stopped while this verification ran.");
        assertThat(view.getSummary()).isNull();
    }

    @Test
    void aCheckShowsWhatItHasFoundAndInWhat() {
        RunView view = view(new RunResultAction(Records.of(FinishedRuns.check("3/10"))), false);

        assertThat(view.getSummary()).isEqualTo("good, as far as it was checked");
        assertThat(view.getRows())
                .extracting(ResultRow::getText)
                .containsExactly("good, as far as it was checked", "3/10", "no errors were found");
    }

    @Test
    void whatCountsNoBytesShowsNone() {
        RunResultAction action = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        action.update(new Progress(0.6667, 0, 0, 2, 3, Duration.ofSeconds(2), Duration.ZERO, 0, "packs"));

        assertThat(view(action, true).getProgress().getText()).isEqualTo("66 %, 2 of 3 packs");
    }

    @Test
    void nothingIsInProgressOnceTheRunIsOver() {
        RunResultAction action = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        action.update(HALF);
        action.update(Records.of(FinishedRuns.successful()));

        assertThat(action.getProgress()).isNull();
        assertThat(view(action, true).isRunning()).isFalse();
    }

    @Test
    void aRunWhoseBuildHasEndedWithoutItDoesNotLookAsIfItWentOn() {
        RunView view = view(new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP))), false);

        assertThat(view.isRunning()).isFalse();
        assertThat(view.getOutcome()).isEqualTo("Interrupted");
        assertThat(view.getInterruption()).startsWith("Jenkins stopped while this backup ran.");
        assertThat(view.getIcon()).isEqualTo("symbol-status-aborted");
        assertThat(view.getTimeline()).noneMatch(bar -> bar.getState().equals("running"));
    }

    @Test
    void whatGoesOnOrDidNotGoWellIsNoteworthy() {
        RunResultAction interrupted = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        interrupted.interrupted("The journal cannot be written");

        assertThat(view(interrupted, true).isNoteworthy()).isTrue();
        assertThat(view(new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP))), true)
                        .isNoteworthy())
                .isTrue();
        assertThat(view(new RunResultAction(Records.of(FinishedRuns.refused("no"))), false)
                        .isNoteworthy())
                .isTrue();
        assertThat(view(new RunResultAction(Records.of(FinishedRuns.successful())), false)
                        .isNoteworthy())
                .isFalse();
    }

    @Test
    void onlyWhatTheRunHasMadeIsListedAsItsOwn() {
        RunRecord backup = Records.of(FinishedRuns.retaining("backup-shop-db-20251024-020000"));

        assertThat(backup.getObjects())
                .extracting(CreatedObject::getName)
                .doesNotContain("backup-shop-db-20251024-020000");
        assertThat(backup.getObjects()).extracting(CreatedObject::getKind).containsOnlyOnce("Cinder snapshot");
        assertThat(backup.getValues().get("cinderSnapshotName")).isEqualTo("backup-shop-db-20260131-020000");
    }

    @Test
    void aRunThatCannotBeDrivenAnyMoreSaysWhy() {
        RunResultAction action = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        action.interrupted("The journal cannot be written");

        assertThat(view(action, true).getInterruption()).isEqualTo("The journal cannot be written");
        assertThat(view(action, true).isRunning()).isFalse();
    }

    @Test
    void theEndOfARunThatWasInterruptedIsShownIfItComesAfterAll() {
        RunResultAction action = new RunResultAction(Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        action.interrupted("It was aborted twice");
        action.update(Records.of(FinishedRuns.refused("no")));

        assertThat(view(action, false).getInterruption()).isNull();
        assertThat(view(action, false).getOutcome()).isEqualTo("Failed");
    }

    @Test
    void whatWasLeftBehindIsNotShownAsBeingThereOnceItWasRemoved() {
        RunJournal journal = FinishedRuns.withEverything();
        RunResultAction action = new RunResultAction(Records.of(journal));
        assertThat(view(action, false).getLeftovers()).isNotEmpty();
        assertThat(view(action, false).getRemovedAt()).isNull();

        assertThat(action.removed(journal, Records.at(Duration.ofHours(3)))).isTrue();

        assertThat(view(action, false).getLeftovers()).isEmpty();
        assertThat(view(action, false).getRemovedAt()).isEqualTo("2026-01-31T05:00:00Z");
    }

    @Test
    void aRunThatLeftNothingSaysNothingOfItsRemoval() {
        RunJournal journal = FinishedRuns.successful();
        RunResultAction action = new RunResultAction(Records.of(journal));

        assertThat(action.removed(journal, Records.at(Duration.ofHours(3)))).isFalse();
        assertThat(view(action, false).getRemovedAt()).isNull();
    }

    private static RunView view(RunResultAction action, boolean building) {
        return new RunView(action, building, Records.at(Duration.ofMinutes(10)));
    }
}
