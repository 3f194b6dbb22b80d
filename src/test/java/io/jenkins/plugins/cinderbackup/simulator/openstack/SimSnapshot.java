package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A snapshot's state. Guarded by its {@link SimStore}. */
final class SimSnapshot extends SimObject {
    final String volumeId;
    final long sizeGiB;
    final String zone;

    SimSnapshot(String name, SimVolume volume, Map<String, String> metadata, Instant createdAt) {
        super(UUID.randomUUID().toString(), name, metadata, createdAt);
        volumeId = volume.id;
        sizeGiB = volume.sizeGiB;
        zone = volume.zone;
    }

    @Override
    ObjectNode json() {
        return base().put("volume_id", volumeId).put("size", sizeGiB).putNull("description");
    }
}
