package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;

/** A JSON merge patch (RFC 7396) of an object; the uid and the version in it, if any, are preconditions. */
final class MergePatch {
    static final String TYPE = "application/merge-patch+json";

    private final ObjectStore store;

    MergePatch(ObjectStore store) {
        this.store = store;
    }

    ObjectNode apply(ApiPath path, ObjectNode patch) {
        Key key = path.key();
        if (store.get(key).isEmpty()) {
            throw ApiError.notFound(path.resource(), path.name());
        }
        store.update(key, object -> {
            Preconditions.check(object, patch.path("metadata"));
            merge(object, patch);
        });
        return store.get(key).orElseThrow();
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject()) {
                merge(target.path(name).isObject() ? (ObjectNode) target.get(name) : target.putObject(name), value);
            } else {
                target.set(name, value);
            }
        });
    }
}
