package io.jenkins.plugins.cinderbackup.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Cinder through openstack4j. One instance serves all runs with equal settings; see {@link OpenstackClouds}. A creating call is sent
 * once: after an answer that is not clear only a look-up by tags can tell what happened, and that is the engine's to do.
 *
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/">Block Storage API v3</a>
 */
public final class OpenstackBlockStorage implements BlockStorage, Inventory {
    private static final String VOLUMES = "volumes";
    private static final String SNAPSHOTS = "snapshots";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CloudSession session;
    private final StatusCache<Volume> volumeBoard;
    private final StatusCache<Snapshot> snapshotBoard;

    /** @param pace the least time between two looks at the state of the same kind of objects */
    OpenstackBlockStorage(CloudSession session, Ticker ticker, Duration pace) {
        this.session = session;
        volumeBoard = new StatusCache<>(
                new Source<>(
                        VOLUMES,
                        "volume",
                        CinderJson::volume,
                        Volume::id,
                        Volume::tags,
                        Map.entry(TagMetadata.MANAGED_BY, TagMetadata.MANAGED_BY_VALUE)),
                ticker,
                pace);
        snapshotBoard = new StatusCache<>(
                new Source<>(
                        SNAPSHOTS,
                        "snapshot",
                        CinderJson::snapshot,
                        Snapshot::id,
                        Snapshot::tags,
                        Map.entry(TagMetadata.KEEP, TagMetadata.NOT_KEPT_VALUE)),
                ticker,
                pace);
    }

    @Override
    public Site site() {
        return session.site();
    }

    @Override
    public StorageQuota quota() {
        return session.call(() -> CinderJson.quota(CinderApi.get("read the project's quota", "/limits")));
    }

    @Override
    public Optional<Volume> volume(String id) {
        return volumeBoard.look(id);
    }

    @Override
    public Optional<Snapshot> snapshot(String id) {
        return snapshotBoard.look(id);
    }

    @Override
    public List<Volume> volumesOf(RunId run) {
        return list(VOLUMES, CinderList.withMetadata(TagMetadata.RUN, run.value()), CinderJson::volume).stream()
                .filter(volume -> volume.tags() != null && volume.tags().run().equals(run))
                .toList();
    }

    @Override
    public List<Snapshot> snapshotsOf(RunId run) {
        return list(SNAPSHOTS, CinderList.withMetadata(TagMetadata.RUN, run.value()), CinderJson::snapshot).stream()
                .filter(snapshot ->
                        snapshot.tags() != null && snapshot.tags().run().equals(run))
                .toList();
    }

    @Override
    public SnapshotListing ourSnapshotsOf(String volumeId) {
        CinderList.Found<Snapshot> found =
                session.call(() -> CinderList.all(SNAPSHOTS, Map.of("volume_id", volumeId), CinderJson::snapshot));
        List<Snapshot> ours = found.items().stream()
                .filter(snapshot ->
                        snapshot.tags() != null && snapshot.volumeId().equals(volumeId))
                .toList();
        Instant newest = ours.stream()
                .map(Snapshot::createdAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new SnapshotListing(found.serverTime().orElse(newest), ours);
    }

    /** Cinder has no filter for it. */
    @Override
    public Map<String, Volume> clonesOf(Set<String> snapshotIds) {
        return list(
                        VOLUMES,
                        Map.of(),
                        json -> Map.entry(json.path("snapshot_id").asText(""), CinderJson.volume(json)))
                .stream()
                .filter(clone -> snapshotIds.contains(clone.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, another) -> first));
    }

    @Override
    public Snapshot createSnapshot(NewSnapshot wanted) {
        ObjectNode snapshot = JSON.objectNode()
                .put("volume_id", wanted.volumeId())
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("force", wanted.force());
        snapshot.set(
                "metadata", json(TagMetadata.encode(wanted.tags())).put(TagMetadata.KEEP, TagMetadata.NOT_KEPT_VALUE));
        Snapshot created;
        try {
            created = CinderJson.snapshot(create(
                    "create the snapshot '" + wanted.name() + "' of volume " + wanted.volumeId(),
                    SNAPSHOTS,
                    "snapshot",
                    snapshot));
        } catch (PermanentException e) {
            // What was seen of the volume before may not be what Cinder has refused it for
            volumeBoard.changed(wanted.volumeId());
            throw e;
        }
        if (created.tags() != null) {
            snapshotBoard.changedTo(created.id(), created);
        }
        return created;
    }

    @Override
    public Volume createVolume(NewVolume wanted) {
        ObjectNode volume = JSON.objectNode()
                .put("snapshot_id", wanted.snapshotId())
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("size", wanted.sizeGiB());
        wanted.volumeType().ifPresent(type -> volume.put("volume_type", type));
        wanted.availabilityZone().ifPresent(zone -> volume.put("availability_zone", zone));
        volume.set("metadata", json(TagMetadata.encode(wanted.tags())));
        Volume created = CinderJson.volume(create(
                "create the volume '" + wanted.name() + "' from snapshot " + wanted.snapshotId(),
                VOLUMES,
                "volume",
                volume));
        if (created.tags() != null) {
            volumeBoard.changedTo(created.id(), created);
        }
        return created;
    }

    private JsonNode create(String action, String collection, String kind, ObjectNode wanted) {
        JsonNode body = JSON.objectNode().set(kind, wanted);
        return session.call(() -> CinderApi.post(action, "/" + collection, body))
                .path(kind);
    }

    @Override
    public void keepSnapshot(String id, KeepMark mark) {
        JsonNode body = JSON.objectNode().set("metadata", json(TagMetadata.encode(mark)));
        try {
            session.call(() -> CinderApi.post(
                    "mark snapshot " + id + " as kept", CinderApi.path(SNAPSHOTS, id, "metadata"), body));
        } finally {
            snapshotBoard.changed(id);
        }
    }

    @Override
    public void deleteVolume(String id) {
        delete("volume", VOLUMES, id, volumeBoard, Volume::deleting);
    }

    @Override
    public void deleteSnapshot(String id) {
        delete("snapshot", SNAPSHOTS, id, snapshotBoard, Snapshot::deleting);
    }

    /** Cinder sets the state before it answers, so that an accepted request needs no look of its own. */
    private <T> void delete(
            String kind, String collection, String id, StatusCache<T> board, UnaryOperator<T> deleting) {
        Optional<T> before = board.last(id);
        boolean accepted = false;
        try {
            accepted = session.call(() -> CinderApi.delete("delete " + kind + " " + id, collection, id));
        } finally {
            board.changed(id);
        }
        if (accepted) {
            before.ifPresent(object -> board.changedTo(id, deleting.apply(object)));
        }
    }

    /** User messages exist from 3.3 and are filtered from 3.5; before, there is nothing to say or there is more to look through. */
    @Override
    public Optional<String> complaintAbout(String id) {
        return session.call(() -> CinderApi.getIfThere(
                        "read Cinder's messages about " + id, "/messages", Map.of("resource_uuid", id)))
                .flatMap(answer -> StreamSupport.stream(answer.path("messages").spliterator(), false)
                        .filter(message ->
                                id.equals(message.path("resource_uuid").asText()))
                        .max(Comparator.comparing(
                                message -> message.path("created_at").asText())))
                .map(message -> ServerText.oneLine(message.path("user_message").asText()));
    }

    @Override
    public ScanResult scan() {
        return session.call(CinderScan::take);
    }

    private <T> List<T> list(String collection, Map<String, String> filter, Function<JsonNode, T> read) {
        return session.call(() -> CinderList.all(collection, filter, read)).items();
    }

    private static ObjectNode json(Map<String, String> metadata) {
        ObjectNode node = JSON.objectNode();
        metadata.forEach(node::put);
        return node;
    }

    /** One kind of object, for its status board. */
    private final class Source<T> implements StatusCache.Source<T> {
        private final String collection;
        private final String kind;
        private final Function<JsonNode, T> read;
        private final Function<T, String> id;
        private final Function<T, Ownership> tags;
        private final Map.Entry<String, String> filter;

        /** @param filter metadata that all have which may change by themselves */
        Source(
                String collection,
                String kind,
                Function<JsonNode, T> read,
                Function<T, String> id,
                Function<T, Ownership> tags,
                Map.Entry<String, String> filter) {
            this.collection = collection;
            this.kind = kind;
            this.read = read;
            this.id = id;
            this.tags = tags;
            this.filter = filter;
        }

        @Override
        public Optional<T> find(String wanted) {
            return session.call(() -> CinderApi.find("read " + kind + " " + wanted, collection, wanted))
                    .map(answer -> read.apply(answer.path(kind)));
        }

        @Override
        public Map<String, T> list() {
            return OpenstackBlockStorage.this
                    .list(collection, CinderList.withMetadata(filter.getKey(), filter.getValue()), read)
                    .stream()
                    .collect(Collectors.toMap(id, Function.identity(), (first, again) -> again));
        }

        @Override
        public boolean isOurs(T object) {
            return tags.apply(object) != null;
        }
    }
}
