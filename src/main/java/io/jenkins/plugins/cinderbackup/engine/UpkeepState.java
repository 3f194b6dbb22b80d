package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;

/** What a run has done in the repository after its backup, as its journal says. */
public final class UpkeepState {
    private UpkeepState() {}

    /** Whether what is not sound, or not known to be, was set apart. */
    public static boolean hasSetApart(BackupJournal journal) {
        return hasDone(journal, Kind.SET_APART);
    }

    /** Whether nothing of the run is in the repository that counts and is not known to be sound. */
    public static boolean isSettled(BackupJournal journal) {
        return journal.soundness().isSound()
                || hasSetApart(journal)
                || hasDone(journal, Kind.FORGET_EMPTY)
                || journal.invocations().stream().noneMatch(i -> i.kind() == Kind.BACKUP);
    }

    private static boolean hasDone(BackupJournal journal, Kind kind) {
        return journal.invocations().stream()
                .anyMatch(i -> i.kind() == kind && (i.verdict() == ResticVerdict.SUCCESS || i.verdict() == ResticVerdict.INCOMPLETE));
    }
}
