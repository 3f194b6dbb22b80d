package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.util.UUID;

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
        String name = Json.name(about) + "." + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode event = Json.object("Event", "v1").put("type", type).put("reason", reason).put("message", message)
                .put("firstTimestamp", Json.now()).put("lastTimestamp", Json.now());
        event.putObject("metadata").put("name", name);
        event.putObject("involvedObject")
                .put("kind", kind).put("namespace", Json.namespace(about)).put("name", Json.name(about)).put("uid", Json.uid(about));
        store.create(new Key("events", Json.namespace(about), name), event);
    }
}
