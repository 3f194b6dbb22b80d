package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;

/** Who wants to know which backup is meant, beside the restore. */
@FunctionalInterface
public interface ChosenBackup {
    /** Nobody does. */
    ChosenBackup NOBODY = (run, snapshot, tags) -> {};

    /**
     * Takes note of it. It is written down with the end of restic.
     *
     * @param snapshot as the repository has it
     * @param tags what its tags say
     * @throws io.jenkins.plugins.cinderbackup.model.PermanentException if it will not do
     */
    void note(RunContext run, ListedSnapshot snapshot, SnapshotTags tags);
}
