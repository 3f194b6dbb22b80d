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
    long dependents;
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

    @Override
    ObjectNode json() {
        return base().put("volume_id", volumeId)
                .put("size", sizeGiB)
                .put("snapshot_id", snapshotId)
                .put("object_count", status.equals("available") ? 2 : 0)
                .put("container", container)
                .putNull("availability_zone")
                .putNull("description")
                .put("fail_reason", failReason)
                .put("is_incremental", incremental)
                .put("has_dependent_backups", dependents > 0)
                .put("data_timestamp", dataTimestamp.toString().replace("Z", ""));
    }
}
