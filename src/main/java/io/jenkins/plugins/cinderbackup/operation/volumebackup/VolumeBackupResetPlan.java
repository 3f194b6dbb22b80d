package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * The state of one of Cinder's own backups, set by an administrator.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param cloudName its name in the global configuration; null where the job has written it inline
 * @param backup its id, or its name, which must be the only one
 * @param state {@code available} or {@code error}
 * @param timeout until Cinder has set it
 * @param cleanupTimeout how long deletions of what the run makes may take to be confirmed; it makes nothing
 * @param dryRun say what would be done, set nothing
 */
public record VolumeBackupResetPlan(
        String cloud,
        @CheckForNull String cloudName,
        String backup,
        String state,
        Duration timeout,
        Duration cleanupTimeout,
        boolean dryRun)
        implements NamedBackupPlan {
    @Override
    public String describe() {
        return "State of Cinder's " + describeSubject();
    }
}
