package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
    /** The id of what it builds on; null if it is a full one. */
    @CheckForNull
    final String parentId;

    @CheckForNull
    final String snapshotId;
    /** The volume's at that time: a restore writes them on its target. */
    final Map<String, String> volumeMetadata;

    final String volumeName;
    boolean incremental;
    /** Whether the driver for Ceph has made it. */
    boolean ceph;
    /** How many are known to build on it. */
    long dependents;
    /** The same as a look has last shown it. */
    private long shown;

    /** Whether Cinder has not come to the end of its import: only then it writes down what the record says. */
    boolean importing;

    String failReason;
    /** Whether it belongs to another project than the log-in. */
    boolean foreign;

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
        parentId = parent == null ? null : parent.id;
        incremental = parent != null;
    }

    /** As its record says, which Cinder is importing. */
    SimBackup(JsonNode record, Map<String, String> metadata, Instant now) {
        super(record.path("id").asText(), record.path("display_name").asText(""), metadata, now);
        volumeId = record.path("volume_id").asText();
        sizeGiB = record.path("size").asLong();
        snapshotId = record.path("snapshot_id").asText(null);
        dataTimestamp = Instant.parse(record.path("data_timestamp").asText());
        container = record.path("container").asText();
        parentId = record.path("parent_id").asText(null);
        incremental = parentId != null;
        dependents = record.path("num_dependent_backups").asLong();
        volumeMetadata = Map.of();
        volumeName = "";
        importing = true;
    }

    /** The row of Cinder's database, as an export has it. */
    ObjectNode record() {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("id", id)
                .put("parent_id", parentId)
                .put("display_name", name)
                .put("display_description", "");
        record.put("user_id", "b1a2").put("project_id", OpenstackSimulator.PROJECT_ID);
        record.put("volume_id", volumeId).put("size", sizeGiB).put("snapshot_id", snapshotId);
        record.put("container", container)
                .put("service_metadata", "volume_" + volumeId)
                .put("object_count", 2);
        record.put("num_dependent_backups", dependents).put("data_timestamp", dataTimestamp.toString());
        record.put("status", status).put("host", "rig").putNull("fail_reason");
        ObjectNode tags = record.putObject("metadata");
        metadata.forEach(tags::put);
        return record;
    }

    /**
     * Cinder counts what builds on a backup after it has set the increment's state, and after an increment is gone (cinder/backup/manager.py,
     * {@code _finish_backup} and {@code delete_backup}): the first look after that shows the number before.
     */
    @Override
    ObjectNode json() {
        boolean hasDependents = shown > 0;
        shown = dependents;
        ObjectNode json = base();
        if (importing) {
            json.putNull("name").putObject("metadata");
        }
        return json.put("volume_id", importing ? "00000000-0000-0000-0000-000000000000" : volumeId)
                .put("size", importing ? 0 : sizeGiB)
                .put("snapshot_id", snapshotId)
                .put("object_count", status.equals("available") && !ceph ? 2 : 0)
                .put("container", importing ? null : container)
                .putNull("availability_zone")
                .putNull("description")
                .put("fail_reason", failReason)
                .put("is_incremental", incremental && !importing)
                .put("has_dependent_backups", hasDependents)
                .put(
                        "data_timestamp",
                        importing ? null : dataTimestamp.toString().replace("Z", ""));
    }
}
