package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;

/**
 * What a run has left to be done in the repository, by its journal.
 *
 * @param journal of a run that is over
 */
public record Settlement(RunJournal journal) {
    /** Whether nothing of the run is in the repository that counts and is not known to be sound. */
    public boolean isSettled() {
        Invocations invocations = Invocations.of(journal);
        return Soundness.of(journal).isSound()
                // Looked for once it was set apart
                || invocations.hasDone(Kind.FIND)
                || invocations.hasDone(Kind.FORGET_EMPTY)
                || !invocations.hasBegun(Kind.BACKUP);
    }

    /** Whether restic says that what is not sound, or not known to be, was set apart. */
    public boolean hasSetApart() {
        return Invocations.of(journal).hasDone(Kind.SET_APART);
    }
}
