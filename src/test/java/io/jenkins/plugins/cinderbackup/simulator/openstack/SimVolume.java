package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A volume's state. Guarded by its {@link SimStore}. */
final class SimVolume extends SimObject {
    final long sizeGiB;
    final String snapshotId;
    final String sourceId;
    /** The servers that have it, and as which device. */
    final Map<String, String> servers = new LinkedHashMap<>();

    String zone;
    String description;

    private Instant lastSnapshotAt = Instant.EPOCH;

    SimVolume(
            String name,
            long sizeGiB,
            String snapshotId,
            String sourceId,
            String zone,
            Map<String, String> metadata,
            Instant createdAt) {
        super(UUID.randomUUID().toString(), name, metadata, createdAt);
        this.sizeGiB = sizeGiB;
        this.snapshotId = snapshotId;
        this.sourceId = sourceId;
        this.zone = zone;
    }

    @Override
    ObjectNode json() {
        ObjectNode json = base().put("size", sizeGiB)
                .put("availability_zone", zone)
                .put("description", description)
                .put("volume_type", "rbd")
                .put("snapshot_id", snapshotId)
                .put("source_volid", sourceId)
                .put("bootable", "false")
                .put("encrypted", false)
                .put("multiattach", false);
        var attachments = json.putArray("attachments");
        servers.forEach((server, device) -> attachments
                .addObject()
                .put("id", id)
                .put("volume_id", id)
                .put("server_id", server)
                .putNull("host_name")
                .put("device", device));
        return json;
    }

    /** When a snapshot of ours is taken that is asked for now. Backups are told apart by the second, and no test has that between two of them. */
    Instant nextSnapshotAt(Instant now) {
        Instant earliest = lastSnapshotAt.plusSeconds(1);
        lastSnapshotAt = now.isBefore(earliest) ? earliest : now;
        return lastSnapshotAt;
    }
}
