package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;

/** Cinder's objects, their rules and the passage of their states. Every method holds its lock. */
final class SimStore {
    private static final String DELETABLE =
            "Invalid volume: Volume status must be available or error or error_restoring or "
                    + "error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a "
                    + "transfer, or be disassociated from snapshots after volume transfer.";

    /** The availability zone in which everything is that asks for none. */
    static final String ZONE = "nova";

    private final Ticker ticker;
    private final VolumeContents contents;
    private final Map<String, SimVolume> volumes = new LinkedHashMap<>();
    private final Map<String, SimSnapshot> snapshots = new LinkedHashMap<>();
    final SimBackups backups;
    final SimReverts reverts;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final Deque<String> brokenSnapshots = new ArrayDeque<>();
    private final Queue<Instant> datesOfSnapshots = new ArrayDeque<>();
    private final List<String> made = new ArrayList<>();
    private Duration transition = Duration.ZERO;
    private Supplier<Duration> spread = () -> Duration.ZERO;
    private long maxVolumes = 10;
    private long maxSnapshots = 10;
    private long maxGigabytes = 1000;

    SimStore(Ticker ticker, VolumeContents contents) {
        this.ticker = ticker;
        this.contents = contents;
        backups = new SimBackups(this, contents);
        reverts = new SimReverts(this, contents);
    }

    synchronized void spread(Supplier<Duration> more) {
        spread = more;
    }

    synchronized void transition(Duration time) {
        settle();
        transition = time;
    }

    synchronized void quota(long volumesMax, long snapshotsMax, long gigabytesMax) {
        maxVolumes = volumesMax;
        maxSnapshots = snapshotsMax;
        maxGigabytes = gigabytesMax;
    }

    synchronized void dateNextSnapshot(Instant takenAt) {
        datesOfSnapshots.add(takenAt);
    }

    synchronized void breakNextSnapshot(String message) {
        brokenSnapshots.add(message);
    }

    void made(String what) {
        made.add(what);
    }

    synchronized List<String> made() {
        return List.copyOf(made);
    }

    synchronized List<SimVolume> volumes() {
        settle();
        return List.copyOf(volumes.values());
    }

    synchronized List<SimSnapshot> snapshots() {
        settle();
        return List.copyOf(snapshots.values());
    }

    /** A volume that is there from the beginning: available, outside of every quota's check. */
    synchronized SimVolume add(String name, long sizeGiB) {
        SimVolume volume = new SimVolume(name, sizeGiB, null, null, ZONE, Map.of(), now());
        volume.status = "available";
        volumes.put(volume.id, volume);
        return volume;
    }

    synchronized SimVolume volume(String id) {
        settle();
        SimVolume volume = volumes.get(id);
        if (volume == null) {
            throw SimReply.notFound("Volume", id).thrown();
        }
        return volume;
    }

    synchronized SimObject object(String id) {
        return volumes.containsKey(id)
                ? volume(id)
                : backups.find(id).map(SimObject.class::cast).orElseGet(() -> snapshot(id));
    }

    synchronized SimSnapshot snapshot(String id) {
        settle();
        SimSnapshot snapshot = snapshots.get(id);
        if (snapshot == null) {
            throw SimReply.notFound("Snapshot", id).thrown();
        }
        return snapshot;
    }

    synchronized SimSnapshot createSnapshot(String volumeId, String name, boolean force, Map<String, String> metadata) {
        SimVolume volume = volume(volumeId);
        if (volume.status.equals("maintenance")) {
            throw SimReply.badRequest(
                            "Invalid volume: The snapshot cannot be created when the volume is in maintenance mode.")
                    .thrown();
        }
        if (volume.status.equals("error")) {
            throw SimReply.badRequest(
                            "Invalid volume: The snapshot cannot be created when the volume is in error status.")
                    .thrown();
        }
        List<String> allowed = force ? List.of("available", "in-use") : List.of("available");
        if (!allowed.contains(volume.status)) {
            throw SimReply.badRequest("Invalid volume: Volume " + volumeId + " status must be "
                            + String.join(", ", allowed) + ", but current status is: " + volume.status + ".")
                    .thrown();
        }
        checkQuota("Snapshot", "snapshots", maxSnapshots, snapshots.size(), volume.sizeGiB);
        Instant takenAt = Objects.requireNonNullElseGet(
                datesOfSnapshots.poll(), () -> metadata.isEmpty() ? now() : volume.nextSnapshotAt(now()));
        SimSnapshot snapshot = new SimSnapshot(name, volume, metadata, takenAt);
        snapshots.put(snapshot.id, snapshot);
        made.add("snapshot " + name);
        contents.snapshot(volumeId, snapshot.id);
        finish(snapshot, "VOLUME_SNAPSHOT", "create snapshot", brokenSnapshots.poll());
        return snapshot;
    }

    /**
     * @param sourceId the volume that it is a copy of, or null
     * @param wantedZone the availability zone, or null for that of what it is made from
     */
    synchronized SimVolume createVolume(
            String snapshotId,
            String sourceId,
            String name,
            long sizeGiB,
            String wantedZone,
            Map<String, String> metadata) {
        SimSnapshot snapshot = snapshotId == null ? null : snapshot(snapshotId);
        SimVolume source = sourceId == null ? null : copied(sourceId, sizeGiB);
        if (snapshot != null && !snapshot.status.equals("available")) {
            throw SimReply.badRequest("Invalid snapshot: Originating snapshot status must be one of 'available' values")
                    .thrown();
        }
        if (snapshot != null && sizeGiB < snapshot.sizeGiB) {
            throw SimReply.badRequest("Invalid input received: Volume size '" + sizeGiB
                            + "'GB cannot be smaller than the snapshot size " + snapshot.sizeGiB
                            + "GB. They must be >= original snapshot size.")
                    .thrown();
        }
        checkQuota("Volume", "volumes", maxVolumes, volumes.size(), sizeGiB);
        String origin = snapshot != null ? snapshot.zone : source != null ? source.zone : ZONE;
        String zone = wantedZone != null ? wantedZone : origin;
        SimVolume volume = new SimVolume(name, sizeGiB, snapshotId, sourceId, zone, metadata, now());
        volumes.put(volume.id, volume);
        made.add("volume " + name);
        if (snapshot != null) {
            contents.restore(snapshotId, volume.id);
        } else if (source != null) {
            contents.restore(sourceId, volume.id);
        } else {
            contents.create(volume.id);
        }
        finish(volume, "VOLUME", "schedule allocate volume", null);
        return volume;
    }

    private SimVolume copied(String sourceId, long sizeGiB) {
        SimVolume source = volume(sourceId);
        if (!source.status.equals("available") && !source.status.equals("in-use")) {
            throw SimReply.badRequest(
                            "Invalid volume: Originating source volume status must be one of 'available, in-use' values")
                    .thrown();
        }
        if (sizeGiB < source.sizeGiB) {
            throw SimReply.badRequest("Invalid input received: Volume size '" + sizeGiB
                            + "'GB cannot be smaller than original volume size  " + source.sizeGiB
                            + "GB. They must be >= original volume size.")
                    .thrown();
        }
        return source;
    }

    private void finish(SimObject object, String kind, String action, String broken) {
        after(object, () -> {
            object.enter(broken == null ? "available" : "error", now());
            if (broken != null) {
                message(object.id, kind, action + ":" + broken);
            }
        });
    }

    synchronized void deleteVolume(String id) {
        SimVolume volume = volume(id);
        boolean deletable = volume.status.equals("available") || volume.status.startsWith("error");
        if (!deletable
                || !volume.servers.isEmpty()
                || snapshots.values().stream().anyMatch(s -> s.volumeId.equals(id))) {
            throw SimReply.badRequest(DELETABLE).thrown();
        }
        volume.enter("deleting", now());
        after(volume, () -> {
            volumes.remove(id);
            contents.delete(id);
        });
    }

    /** Accepted also while a volume made from it lives; then it goes back to what it was, and only a message says why. */
    synchronized void deleteSnapshot(String id) {
        SimSnapshot snapshot = snapshot(id);
        if (!snapshot.status.equals("available") && !snapshot.status.equals("error")) {
            throw SimReply.badRequest(
                            "Invalid snapshot: Snapshot status must be available or error and must not be part of a group.")
                    .thrown();
        }
        snapshot.enter("deleting", now());
        after(snapshot, () -> {
            if (volumes.values().stream().anyMatch(v -> id.equals(v.snapshotId))) {
                snapshot.enter("available", now());
                message(id, "VOLUME_SNAPSHOT", "delete snapshot:Snapshot is busy.");
            } else {
                snapshots.remove(id);
                contents.delete(id);
            }
        });
    }

    synchronized void tag(SimObject object, Map<String, String> more) {
        object.metadata.putAll(more);
    }

    /** Puts an object into a state that it keeps until the next change. */
    synchronized void status(String id, String status) {
        SimObject object = object(id);
        object.change = null;
        object.enter(status, now());
    }

    synchronized void attach(String id) {
        SimVolume volume = volume(id);
        volume.enter("attaching", now());
        after(volume, () -> {
            volume.enter("in-use", now());
            volume.servers.put("11111111-1111-1111-1111-111111111111", "/dev/vdb");
        });
    }

    synchronized void attach(String id, String server, String device) {
        volume(id).servers.put(server, device);
        status(id, "in-use");
    }

    synchronized void detach(String id) {
        SimVolume volume = volume(id);
        volume.enter("detaching", now());
        after(volume, () -> {
            volume.enter("available", now());
            volume.servers.clear();
        });
    }

    synchronized List<ObjectNode> messagesAbout(String id) {
        settle();
        return messages.stream()
                .filter(m -> id == null || id.equals(m.path("resource_uuid").asText()))
                .toList();
    }

    synchronized ObjectNode limits() {
        settle();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("limits").putArray("rate");
        ((ObjectNode) body.path("limits"))
                .putObject("absolute")
                .put("maxTotalVolumes", maxVolumes)
                .put("maxTotalSnapshots", maxSnapshots)
                .put("maxTotalVolumeGigabytes", maxGigabytes)
                .put("totalVolumesUsed", volumes.size())
                .put("totalSnapshotsUsed", snapshots.size())
                .put("totalGigabytesUsed", gigabytes())
                .put("maxTotalBackups", backups.maxBackups)
                .put("maxTotalBackupGigabytes", backups.maxGigabytes)
                .put("totalBackupsUsed", backups.unsettled().size())
                .put("totalBackupGigabytesUsed", backups.gigabytes());
        return body;
    }

    private long gigabytes() {
        return volumes.values().stream().mapToLong(v -> v.sizeGiB).sum()
                + snapshots.values().stream().mapToLong(s -> s.sizeGiB).sum();
    }

    private void checkQuota(String kind, String resource, long max, int used, long sizeGiB) {
        if (maxGigabytes >= 0 && gigabytes() + sizeGiB > maxGigabytes) {
            throw SimReply.error(
                            413,
                            "overLimit",
                            "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes "
                                    + "quota. Requested " + sizeGiB + "G, quota is " + maxGigabytes + "G and "
                                    + gigabytes()
                                    + "G has been consumed.")
                    .thrown();
        }
        if (max >= 0 && used >= max) {
            throw SimReply.error(
                            413,
                            "overLimit",
                            kind + "LimitExceeded: Maximum number of " + resource + " allowed (" + max + ") exceeded"
                                    + (kind.equals("Volume") ? " for quota 'volumes'." : ""))
                    .thrown();
        }
    }

    void message(String id, String kind, String text) {
        messages.add(
                0,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", UUID.randomUUID().toString())
                        .put("user_message", text)
                        .put("message_level", "ERROR")
                        .put("resource_type", kind)
                        .put("resource_uuid", id)
                        .put("created_at", now().toString().replace("Z", "")));
    }

    /** Has a change happen after a while, in place of the one that was under way. */
    void after(SimObject object, Runnable change) {
        object.change = change;
        object.changing = ticker.now().plus(spread.get());
    }

    private void settle() {
        Instant now = ticker.now();
        List<SimObject> all = new ArrayList<>(volumes.values());
        all.addAll(snapshots.values());
        all.addAll(backups.unsettled());
        for (SimObject object : all) {
            if (object.change != null && !now.isBefore(object.changing.plus(transition))) {
                Runnable change = object.change;
                object.change = null;
                change.run();
            }
        }
    }

    Instant now() {
        return ticker.now().truncatedTo(ChronoUnit.MICROS);
    }
}
