package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A backup's state. Guarded by its {@link SimStore}. */
final class SimBackup extends SimObject {
    final String volumeId;
    final long sizeGiB;
    final String container;
    final Instant dataTimestamp;
    /** What it builds on; null if it is a full one. */
    @CheckForNull
    final SimBackup parent;

    @CheckForNull
    final String snapshotId;
    /** The volume's at that time: a restore writes them on its target. */
    final Map<String, String> volumeMetadata;

    final String volumeName;
    boolean incremental;
    /** Whether the driver for Ceph has made it. */
    boolean ceph;
    /** The image in which that has its data, where it has written that down: not of a snapshot's copy. */
    @CheckForNull
    String cephImage;
    /** How many are known to build on it. */
    long dependents;
    /** The same as a look has last shown it. */
    private long shown;

    String failReason;

    SimBackup(
            String name,
            SimVolume volume,
            @CheckForNull SimSnapshot snapshot,
            @CheckForNull SimBackup parent,
            String container,
            Map<String, String> metadata,
            Instant createdAt) {
        super(UUID.randomUUID().toString(), name, metadata, createdAt);
        volumeId = volume.id;
        sizeGiB = snapshot == null ? volume.sizeGiB : snapshot.sizeGiB;
        snapshotId = snapshot == null ? null : snapshot.id;
        dataTimestamp = snapshot == null ? createdAt : snapshot.createdAt;
        volumeMetadata = Map.copyOf(volume.metadata);
        volumeName = volume.name;
        this.container = container;
        this.parent = parent;
        incremental = parent != null;
    }

    /**
     * Cinder counts what builds on a backup after it has set the increment's state, and after an increment is gone (cinder/backup/manager.py,
     * {@code _finish_backup} and {@code delete_backup}): the first look after that shows the number before.
     */
    @Override
    ObjectNode json() {
        boolean hasDependents = shown > 0;
        shown = dependents;
        return base().put("volume_id", volumeId)
                .put("size", sizeGiB)
                .put("snapshot_id", snapshotId)
                .put("object_count", status.equals("available") && !ceph ? 2 : 0)
                .put("container", container)
                .putNull("availability_zone")
                .putNull("description")
                .put("fail_reason", failReason)
                .put("is_incremental", incremental)
                .put("has_dependent_backups", hasDependents)
                .put("data_timestamp", dataTimestamp.toString().replace("Z", ""));
    }
}
