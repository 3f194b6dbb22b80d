package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.util.Optional;

/** What a run's backup is worth. Only a sound one may take the place of an earlier one, in restic and in Cinder alike. */
public enum Soundness {
    /** There is no backup: it has not ended, it failed, or it is one of nothing. */
    NONE,
    /** All that was asked for is in it. */
    SOUND,
    /** restic could not read some files, or did not find some paths. */
    INCOMPLETE,
    /** It has shrunk by more than the guard allows. */
    SUSPICIOUS;

    /** What it is worth by restic's exit code, by the paths that it did not find, and by the guard. */
    public static Soundness of(RunJournal journal) {
        Optional<BackupSummary> summary = BackupFacts.summary(journal);
        if (summary.isEmpty() || journal.failure().isPresent()) {
            return NONE;
        }
        if (Invocations.of(journal).isIncomplete(ResticCommand.Kind.BACKUP)) {
            return INCOMPLETE;
        }
        return BackupFacts.plan(journal).guard().hasShrunk(summary.get()) ? SUSPICIOUS : SOUND;
    }

    /** Whether it counts in retention, and later backups are compared with it. */
    public boolean isSound() {
        return this == SOUND;
    }
}
