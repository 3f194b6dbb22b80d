package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupTags;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import io.jenkins.plugins.cinderbackup.phase.storage.RequestedDeletions;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * What a backup by restic has to say to the catalog.
 *
 * @param journal of a backup
 */
record ResticRun(RunJournal journal) implements BackupRun {
    private BackupPlan plan() {
        return BackupFacts.plan(journal);
    }

    @Override
    public Optional<BackedUpSource> source(FileCatalog known) {
        return Optional.of(BackedUpSource.of(plan().group().source(), plan().repository()));
    }

    @Override
    public Objective objective() {
        return plan().objective();
    }

    @Override
    public SourceCatalog ended(SourceCatalog before) {
        return before.ended(this, entry());
    }

    /** The backup; empty if there is none that this run stands for. */
    private Optional<ResticBackup> entry() {
        Soundness soundness = Soundness.of(journal);
        return soundness == Soundness.NONE
                ? Optional.empty()
                : BackupFacts.summary(journal).map(summary -> entry(summary, BackupWorth.of(soundness)));
    }

    private ResticBackup entry(BackupSummary summary, BackupWorth worth) {
        return new ResticBackup(
                summary.snapshotId(),
                null,
                null,
                BackupFacts.takenAt(journal).truncatedTo(ChronoUnit.SECONDS),
                plan().host(),
                plan().group().paths(),
                BackupTags.of(journal),
                worth,
                summary.totalFilesProcessed(),
                summary.totalBytesProcessed(),
                summary.dataAdded(),
                BackupFacts.keptSnapshot(journal).map(TrackedResource::id).orElse(null),
                journal.origin().job(),
                journal.origin().build(),
                journal.report().map(RunReport::endedAt).orElse(null));
    }

    @Override
    public Set<String> removedCinderSnapshots() {
        return journal.facts()
                .get(RequestedDeletions.FACT)
                .map(RequestedDeletions::notStaying)
                .orElse(Set.of());
    }
}
