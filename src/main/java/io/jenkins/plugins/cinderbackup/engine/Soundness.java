package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
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

    static Soundness of(RunJournal journal) {
        Optional<BackupSummary> summary = journal.summary();
        if (summary.isEmpty() || journal.failure().isPresent()) {
            return NONE;
        }
        boolean incomplete = journal.invocations().stream()
                .anyMatch(i -> i.kind() == ResticCommand.Kind.BACKUP && i.verdict() == ResticVerdict.INCOMPLETE);
        if (incomplete) {
            return INCOMPLETE;
        }
        return journal.plan().guard().hasShrunk(summary.get()) ? SUSPICIOUS : SOUND;
    }

    /** Whether it counts in retention, and later backups are compared with it. */
    public boolean isSound() {
        return this == SOUND;
    }
}
