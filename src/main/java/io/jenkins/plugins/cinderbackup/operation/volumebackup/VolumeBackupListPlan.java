package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.time.Duration;

/**
 * A list of Cinder's own backups.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param filter which of them
 * @param limit so many of the newest at most
 * @param cleanupTimeout how long deletions may take to be confirmed, of which there are none
 * @param dryRun only check the credential
 */
public record VolumeBackupListPlan(
        String cloud, BackupFilter filter, int limit, Duration cleanupTimeout, boolean dryRun) implements Plan {
    @Override
    public String subject() {
        return cloud;
    }

    @Override
    public String describeSubject() {
        return "cloud " + cloud;
    }

    @Override
    public String describe() {
        return "List of Cinder's backups in " + describeSubject();
    }
}
