package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import java.time.Duration;

/**
 * The export of the records of one of Cinder's own backups and of those that it builds on.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param backup its id, or its name, which must be the only one
 * @param timeout until all of them are exported
 * @param cleanupTimeout how long deletions of what the run makes may take to be confirmed; it makes nothing
 * @param dryRun say what would be done, export nothing
 */
public record VolumeBackupExportPlan(
        String cloud, String backup, Duration timeout, Duration cleanupTimeout, boolean dryRun)
        implements NamedBackupPlan {
    @Override
    public String describe() {
        return "Export of the record of Cinder's " + describeSubject();
    }
}
