package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * The removal of one of Cinder's own backups.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param cloudName its name in the global configuration; null where the job has written it inline
 * @param backup its id, or its name, which must be the only one
 * @param dependents whether what builds on it is removed before it
 * @param force whether an administrator's credential also removes one that is being made, or that Cinder could not remove before
 * @param timeout until all of them are gone
 * @param cleanupTimeout how long deletions of what the run makes may take to be confirmed; it makes nothing
 * @param dryRun say what would be done, remove nothing
 */
public record VolumeBackupDeletionPlan(
        String cloud,
        @CheckForNull String cloudName,
        String backup,
        boolean dependents,
        boolean force,
        Duration timeout,
        Duration cleanupTimeout,
        boolean dryRun)
        implements NamedBackupPlan {
    @Override
    public String describe() {
        return "Removal of Cinder's " + describeSubject();
    }
}
