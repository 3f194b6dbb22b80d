package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import java.time.Instant;
import java.util.Optional;

/** What a backup finds out about itself. */
public final class BackupFacts {
    /** restic's summary of the backup, once it is made. */
    public static final Fact<BackupSummary> SUMMARY = new Fact<>("summary", BackupSummary.class);
    /** The restic snapshot of nothing that a failed backup has made, which is to be removed from the repository. */
    public static final Fact<String> EMPTY_SNAPSHOT = new Fact<>("emptySnapshot", String.class);
    /** Whether snapshots that are not sound are left in the repository; unknown if the run has not found out. */
    public static final Fact<Boolean> UNSOUND_LEFT = new Fact<>("unsoundLeft", Boolean.class);
    /** Whether the retention has failed, which is one of the warnings. */
    static final Fact<Boolean> RETENTION_FAILED = new Fact<>("retentionFailed", Boolean.class);

    private BackupFacts() {}

    /** What restic says of a run's backup. */
    public static Optional<BackupSummary> summary(RunJournal journal) {
        return journal.facts().get(SUMMARY);
    }

    /** Since when what a run backs up has not changed: when its snapshot was taken, or when the run began, which is earlier, while nobody knows. */
    public static Instant takenAt(RunJournal journal) {
        return journal.facts().get(CreatingSnapshot.TAKEN_AT).orElse(journal.startedAt());
    }

    /** The Cinder snapshot of a run's backup, where it stays. */
    public static Optional<TrackedResource> keptSnapshot(RunJournal journal) {
        return journal.resources().stream()
                .filter(resource ->
                        resource.kind() == ResourceKind.SNAPSHOT && resource.state() == TrackedResource.State.KEPT)
                .findFirst();
    }

    /**
     * What a run was to do.
     *
     * @throws ClassCastException if it is no backup
     */
    public static BackupPlan plan(RunJournal journal) {
        return BackupPlan.class.cast(journal.plan());
    }
}
