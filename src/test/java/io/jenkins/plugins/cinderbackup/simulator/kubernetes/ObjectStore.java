package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All objects with their versions, what happened to them, and who watches. An object with finalizers is deleted when the last is gone. What is stored
 * never changes: a change stores another object, so that readers need no copy.
 */
final class ObjectStore {
    private static final int REMEMBERED = 5_000;

    private final Map<Key, ObjectNode> objects = new LinkedHashMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long version = 1;

    /** An object's place. The namespace is empty for what has none. */
    record Key(String resource, String namespace, String name) {}

    /** Something happened: {@code ADDED}, {@code MODIFIED} or {@code DELETED}. */
    record Change(String type, Key key, ObjectNode object, long version) {}

    synchronized ObjectNode create(Key key, ObjectNode object) {
        if (objects.containsKey(key)) {
            throw ApiError.alreadyExists(key.resource(), key.name());
        }
        ObjectNode stored = object.deepCopy();
        ObjectNode metadata = stored.withObject("/metadata");
        metadata.put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", Json.now())
                .put("name", key.name());
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        return put("ADDED", key, stored);
    }

    synchronized Optional<ObjectNode> get(Key key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** The objects of one kind; an empty namespace means all. */
    synchronized List<ObjectNode> list(String resource, String namespace) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().resource().equals(resource))
                .filter(entry ->
                        namespace.isEmpty() || entry.getKey().namespace().equals(namespace))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Changes the object if it is there; a change that changes nothing is none. */
    synchronized void update(Key key, Consumer<ObjectNode> change) {
        ObjectNode before = objects.get(key);
        if (before == null) {
            return;
        }
        ObjectNode after = before.deepCopy();
        change.accept(after);
        if (Json.isBeingDeleted(after) && after.at("/metadata/finalizers").isEmpty()) {
            objects.remove(key);
            put("DELETED", key, after);
        } else if (!after.equals(before)) {
            put("MODIFIED", key, after);
        }
    }

    synchronized void delete(Key key, long graceSeconds) {
        ObjectNode object = objects.get(key);
        if (object == null) {
            throw ApiError.notFound(key.resource(), key.name());
        }
        if (!Json.isBeingDeleted(object)) {
            Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(graceSeconds);
            update(
                    key,
                    doomed -> doomed.withObject("/metadata")
                            .put("deletionTimestamp", end.toString())
                            .put("deletionGracePeriodSeconds", graceSeconds));
        }
    }

    private ObjectNode put(String type, Key key, ObjectNode object) {
        version++;
        object.withObject("/metadata").put("resourceVersion", Long.toString(version));
        if (!type.equals("DELETED")) {
            objects.put(key, object);
        }
        Change change = new Change(type, key, object, version);
        changes.add(change);
        if (changes.size() > REMEMBERED) {
            changes.remove();
        }
        listeners.forEach(listener -> listener.accept(change));
        return object;
    }

    synchronized long version() {
        return version;
    }

    /** Hears of every change from now on. Called with the store locked, so that the order is right: must not block. */
    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Hears of every change after a version, without a gap. */
    synchronized Runnable listenAfter(long after, Consumer<Change> listener) {
        if (!changes.isEmpty() && changes.size() >= REMEMBERED && changes.peek().version() > after + 1) {
            throw ApiError.gone("too old resource version: " + after);
        }
        new ArrayList<>(changes)
                .stream().filter(change -> change.version() > after).forEach(listener);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
