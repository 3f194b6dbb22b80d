package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A project's objects of one kind: the requests about them, and what was last seen of each. */
final class CinderObjects<T> implements StatusCache.Source<T> {
    private final CloudSession session;
    private final Kind<T> kind;
    private final StatusCache<T> cache;

    /**
     * A kind of object.
     *
     * @param collection its name in a path
     * @param name its name in JSON and in messages
     * @param tags our tags on an object, or null
     * @param findsByMetadata whether a listing can be filtered by metadata
     * @param deleting the same object on its way out
     */
    record Kind<T>(
            String collection,
            String name,
            Function<JsonNode, T> read,
            Function<T, String> id,
            Function<T, Ownership> tags,
            boolean findsByMetadata,
            UnaryOperator<T> deleting) {
        static final Kind<Volume> VOLUME =
                new Kind<>("volumes", "volume", CinderJson::volume, Volume::id, Volume::tags, true, Volume::deleting);
        static final Kind<Snapshot> SNAPSHOT = new Kind<>(
                "snapshots", "snapshot", CinderJson::snapshot, Snapshot::id, Snapshot::tags, true, Snapshot::deleting);
        static final Kind<VolumeBackup> BACKUP = new Kind<>(
                "backups",
                "backup",
                CinderJson::backup,
                VolumeBackup::id,
                VolumeBackup::tags,
                false,
                VolumeBackup::deleting);
    }

    /** @param pace the least time between two looks at the state of these objects */
    CinderObjects(CloudSession session, Kind<T> kind, Ticker ticker, Duration pace) {
        this.session = session;
        this.kind = kind;
        cache = new StatusCache<>(this, ticker, pace);
    }

    /** One by its id, as it was not long ago; empty if there is none. */
    Optional<T> look(String id) {
        return cache.look(id);
    }

    /** Those that carry this run's tags, looked up afresh. */
    List<T> of(RunId run) {
        return list(having(TagMetadata.RUN, run.value()), kind.read).items().stream()
                .filter(object ->
                        isOurs(object) && kind.tags.apply(object).run().equals(run))
                .toList();
    }

    /** Those that carry our tags, looked up afresh. */
    List<T> ours() {
        return list(having(TagMetadata.MANAGED_BY, TagMetadata.MANAGED_BY_VALUE), kind.read).items().stream()
                .filter(this::isOurs)
                .toList();
    }

    /** All that the filter lets through, looked up afresh. */
    <R> CinderList.Found<R> list(Map<String, String> filter, Function<JsonNode, R> read) {
        return session.call(() -> CinderList.all(kind.collection, filter, read));
    }

    private Map<String, String> having(String key, String value) {
        return kind.findsByMetadata ? CinderList.withMetadata(key, value) : Map.of();
    }

    /** Has one made with this metadata and our tags, and answers what Cinder does; the action is how that reads after "cannot". */
    JsonNode post(String action, ObjectNode wanted, Map<String, String> metadata, Ownership tags) {
        ObjectNode all = json(metadata);
        all.setAll(json(TagMetadata.encode(tags)));
        wanted.set("metadata", all);
        JsonNode body = JsonNodeFactory.instance.objectNode().set(kind.name, wanted);
        return session.call(() -> CinderApi.post(action, "/" + kind.collection, body))
                .path(kind.name);
    }

    /** The same where the answer is the whole object. */
    T create(String action, ObjectNode wanted, Map<String, String> metadata, Ownership tags) {
        T created = kind.read.apply(post(action, wanted, metadata, tags));
        if (isOurs(created)) {
            cache.changedTo(kind.id.apply(created), created);
        }
        return created;
    }

    /** Writes metadata on one that says that it outlives its run. */
    void keep(String id, Map<String, String> mark) {
        JsonNode body = JsonNodeFactory.instance.objectNode().set("metadata", json(mark));
        try {
            session.call(() -> CinderApi.post(
                    "mark " + kind.name + " " + id + " as kept",
                    CinderApi.path(kind.collection, id, "metadata"),
                    body));
        } finally {
            changed(id);
        }
    }

    /** Cinder sets the state before it answers, so that an accepted request needs no look of its own. */
    void delete(String id) {
        delete(id, () -> CinderApi.delete("delete " + kind.name + " " + id, kind.collection, id));
    }

    /** The same in whatever state, for an administrator. */
    void forceDelete(String id) {
        delete(id, () -> CinderApi.forceDelete("force the deletion of " + kind.name + " " + id, kind.collection, id));
    }

    private void delete(String id, Supplier<Boolean> request) {
        Optional<T> before = cache.last(id);
        boolean accepted = false;
        try {
            accepted = session.call(request);
        } finally {
            changed(id);
        }
        if (accepted) {
            before.ifPresent(object -> cache.changedTo(id, kind.deleting.apply(object)));
        }
    }

    /** What was seen of it before is out of date. */
    void changed(String id) {
        cache.changed(id);
    }

    @Override
    public Optional<T> find(String id) {
        return session.call(() -> CinderApi.find("read " + kind.name + " " + id, kind.collection, id))
                .map(answer -> kind.read.apply(answer.path(kind.name)));
    }

    /** Without those that are kept, which change no more by themselves: a site keeps thousands. */
    @Override
    public Map<String, T> list() {
        return list(having(TagMetadata.KEEP, TagMetadata.NOT_KEPT_VALUE), kind.read).items().stream()
                .collect(Collectors.toMap(kind.id, Function.identity(), (first, again) -> again));
    }

    @Override
    public boolean isOurs(T object) {
        return kind.tags.apply(object) != null;
    }

    static ObjectNode json(Map<String, String> metadata) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        metadata.forEach(node::put);
        return node;
    }
}
