package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;

/**
 * What a run has left to be done in the repository, by its journal.
 *
 * @param journal of a run that is over
 */
public record Settlement(RunJournal journal) {
    /** Whether nothing of the run is in the repository that counts and is not known to be sound. */
    public boolean isSettled() {
        return journal.soundness().isSound()
                || hasSetApart()
                || hasDone(Kind.FORGET_EMPTY)
                || journal.invocations().stream().noneMatch(i -> i.kind() == Kind.BACKUP);
    }

    /** Whether what is not sound, or not known to be, was set apart. */
    public boolean hasSetApart() {
        return hasDone(Kind.SET_APART);
    }

    private boolean hasDone(Kind kind) {
        return journal.invocations().stream()
                .anyMatch(i -> i.kind() == kind
                        && (i.verdict() == ResticVerdict.SUCCESS || i.verdict() == ResticVerdict.INCOMPLETE));
    }
}
