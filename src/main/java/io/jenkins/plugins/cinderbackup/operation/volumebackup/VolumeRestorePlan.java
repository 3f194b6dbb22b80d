package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;
import java.util.Optional;

/**
 * A restore of one of Cinder's own backups.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param backup its id, or its name, which must be the only one; null for the newest one of a volume
 * @param latestOf that volume, or null if the backup is named
 * @param volumeId the volume that it is written over, all of whose data is lost; null if a new one is made
 * @param newVolume the volume that is made, or null
 * @param timeout until the volume is {@code available} with the backup's data
 * @param cleanupTimeout how long deletions may take to be confirmed
 * @param dryRun say what would be done, create and overwrite nothing
 */
public record VolumeRestorePlan(
        String cloud,
        @CheckForNull String backup,
        @CheckForNull String latestOf,
        @CheckForNull String volumeId,
        @CheckForNull Target newVolume,
        Duration timeout,
        Duration cleanupTimeout,
        boolean dryRun)
        implements Plan {
    private static final String PREFIX = "volume-restore";

    /**
     * A volume to make; what is null or 0 is Cinder's choice, or the backup's.
     *
     * @param name its name, or null for one of the backup and the time
     * @param sizeGiB its size in GiB; 0 for the backup's
     */
    public record Target(
            @CheckForNull String name,
            long sizeGiB,
            @CheckForNull String volumeType,
            @CheckForNull String availabilityZone) {}

    @Override
    public String subject() {
        return backup == null ? String.valueOf(latestOf) : backup;
    }

    @Override
    public String describeSubject() {
        return backup == null ? "latest backup of volume " + latestOf : "backup " + backup;
    }

    @Override
    public String describe() {
        return "Restore of Cinder's " + describeSubject();
    }

    @Override
    public Optional<String> destination() {
        return Optional.of(isToNew() ? "a new volume in cloud " + cloud : "volume " + volumeId + " in cloud " + cloud);
    }

    /** Whether a volume is made. */
    boolean isToNew() {
        return newVolume != null;
    }

    /** Of the new volume. Always one: Cinder gives a volume without a name that of the volume that was backed up. */
    String volumeName(RunContext run) {
        return newVolume == null || newVolume.name() == null
                ? new Names(PREFIX, subject()).snapshot(run.journal().startedAt())
                : newVolume.name();
    }

    /** Of the new volume, in GiB. */
    long sizeGiB(long ofBackup) {
        return newVolume == null || newVolume.sizeGiB() == 0 ? ofBackup : newVolume.sizeGiB();
    }

    Patience patience() {
        return new Patience(timeout, "timeout");
    }
}
