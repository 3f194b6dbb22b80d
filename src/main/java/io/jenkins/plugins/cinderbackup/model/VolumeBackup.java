package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Map;

/**
 * A backup of a volume by Cinder itself, as one look-up saw it. Cinder does not say which backup an increment builds on, which driver made it, nor to which
 * volume it is being restored.
 *
 * @param status the status as the server writes it, such as {@code creating} or {@code available}; unknown ones are kept
 * @param volumeId the volume that it is of; it may be gone
 * @param snapshotId the snapshot that it was read from, or null if it was read from the volume
 * @param sizeGiB the volume's size at that time, in GiB
 * @param createdAt when Cinder made it
 * @param dataTimestamp as of when its data is: the snapshot's time, or its own
 * @param incremental whether it builds on another one
 * @param hasDependents whether others build on it: Cinder does not delete it before those
 * @param objects so many parts it has in the backup's storage; 0 also where the driver does not count
 * @param container where it is, as the driver calls that: a container, a bucket, a pool, a folder; or empty
 * @param failReason why it is in an error state, in Cinder's words, or null
 * @param project the id of the project that it belongs to, or null: only an administrator is told
 * @param tags our tags on it, or null if it has none or they are not whole
 * @param metadata all its metadata
 * @param kept whether it is marked to outlive its run
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#backups-backups">Block Storage API, backups</a>
 */
public record VolumeBackup(
        String id,
        String name,
        String status,
        String volumeId,
        @CheckForNull String snapshotId,
        long sizeGiB,
        Instant createdAt,
        Instant dataTimestamp,
        boolean incremental,
        boolean hasDependents,
        long objects,
        String container,
        @CheckForNull String failReason,
        @CheckForNull String project,
        @CheckForNull Ownership tags,
        Map<String, String> metadata,
        boolean kept) {
    /** The status of one from which a volume is restored. */
    public static final String RESTORING = "restoring";

    public VolumeBackup {
        metadata = Map.copyOf(metadata);
    }

    /** As messages name it. */
    public String describe() {
        return "Cinder backup " + name + " (" + id + ")";
    }

    /**
     * Whether it is a snapshot's copy by Cinder's driver for Ceph, the only one that counts no objects. All such copies of one volume would have one image in Ceph: the
     * next one fails, nothing can build on one, and the driver takes its image for that of each backup of the volume of which it finds none.
     *
     * @see <a href="https://opendev.org/openstack/cinder/src/branch/master/cinder/backup/drivers/ceph.py">{@code _full_backup} and {@code _rbd_image_exists}</a>
     */
    public boolean isSnapshotCopyInCeph() {
        return snapshotId != null && isUncounted();
    }

    /** Whether it is whole, of a driver that counts no objects. */
    public boolean isUncounted() {
        return objects == 0 && isWhole();
    }

    /** Whether it can be restored as far as Cinder says, now or when a restore that is under way has ended. */
    public boolean isWhole() {
        return status.equals("available") || status.equals(RESTORING);
    }

    /** Whether Cinder is at nothing with it; only then it deletes it. */
    public boolean isAtRest() {
        return status.equals("available") || status.equals("error");
    }

    /** The same on its way out. */
    public VolumeBackup deleting() {
        return new VolumeBackup(
                id,
                name,
                "deleting",
                volumeId,
                snapshotId,
                sizeGiB,
                createdAt,
                dataTimestamp,
                incremental,
                hasDependents,
                objects,
                container,
                failReason,
                project,
                tags,
                metadata,
                kept);
    }
}
