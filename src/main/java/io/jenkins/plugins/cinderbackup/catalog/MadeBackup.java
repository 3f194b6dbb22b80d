package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupTags;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.storage.RequestedDeletions;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a backup's run has to say to the catalog.
 *
 * @param journal of a backup
 */
record MadeBackup(RunJournal journal) {
    private BackupPlan plan() {
        return BackupFacts.plan(journal);
    }

    String source() {
        return plan().group().source();
    }

    RepositorySettings repository() {
        return plan().repository();
    }

    /** The backup; empty if there is none that this run stands for. */
    Optional<BackupEntry> entry() {
        Soundness soundness = Soundness.of(journal);
        return soundness == Soundness.NONE
                ? Optional.empty()
                : BackupFacts.summary(journal).map(summary -> entry(summary, BackupWorth.of(soundness)));
    }

    private BackupEntry entry(BackupSummary summary, BackupWorth worth) {
        return new BackupEntry(
                summary.snapshotId(),
                null,
                null,
                begun(),
                plan().host(),
                plan().group().paths(),
                BackupTags.of(journal),
                worth,
                summary.totalFilesProcessed(),
                summary.totalBytesProcessed(),
                summary.dataAdded(),
                keptSnapshot().orElse(null),
                journal.origin().job(),
                journal.origin().build());
    }

    private Instant begun() {
        return Invocations.of(journal).all().stream()
                .filter(invocation -> invocation.kind() == Kind.BACKUP && invocation.isDone())
                .map(Invocation::begunAt)
                .findFirst()
                .orElse(journal.startedAt());
    }

    private Optional<String> keptSnapshot() {
        return journal.resources().stream()
                .filter(resource ->
                        resource.kind() == ResourceKind.SNAPSHOT && resource.state() == TrackedResource.State.KEPT)
                .map(TrackedResource::id)
                .findFirst();
    }

    /** The ids of the kept Cinder snapshots of earlier runs that are gone by now, or on their way. */
    Set<String> removedCinderSnapshots() {
        return journal.facts()
                .get(RequestedDeletions.FACT)
                .map(RequestedDeletions::notStaying)
                .orElse(Set.of());
    }
}
