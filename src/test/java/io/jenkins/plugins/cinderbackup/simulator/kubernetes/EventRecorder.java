package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;

/** Writes the cluster's events. */
final class EventRecorder {
    private final ObjectStore store;

    EventRecorder(ObjectStore store) {
        this.store = store;
    }

    void warn(String kind, JsonNode about, String reason, String message) {
        record("Warning", kind, about, reason, message);
    }

    void tell(String kind, JsonNode about, String reason, String message) {
        record("Normal", kind, about, reason, message);
    }

    private void record(String type, String kind, JsonNode about, String reason, String message) {
        String name = Json.name(about) + "." + Integer.toHexString((Json.uid(about) + reason + message).hashCode());
        Key key = new Key("events", Json.namespace(about), name);
        if (store.get(key).isPresent()) {
            // What is said again is counted, as the real recorders do
            store.update(
                    key,
                    known -> known.put("count", known.path("count").asInt() + 1).put("lastTimestamp", Json.now()));
            return;
        }
        ObjectNode event = Json.object("Event", "v1")
                .put("type", type)
                .put("reason", reason)
                .put("message", message)
                .put("count", 1)
                .put("firstTimestamp", Json.now())
                .put("lastTimestamp", Json.now());
        event.putObject("metadata").put("name", name);
        event.putObject("involvedObject")
                .put("kind", kind)
                .put("namespace", Json.namespace(about))
                .put("name", Json.name(about))
                .put("uid", Json.uid(about));
        store.create(key, event);
    }
}
