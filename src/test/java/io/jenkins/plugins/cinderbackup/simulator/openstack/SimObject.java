package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What volumes, snapshots and backups have in common: a status that changes after a while. */
abstract class SimObject {
    final String id;
    String name;
    final Map<String, String> metadata;
    Instant createdAt;
    String status = "creating";
    /** When its row was last changed; null as long as it is as it was made. */
    Instant updatedAt;

    /** What happens when the change under way is over; null if nothing is. */
    Runnable change;
    /** Since when a change is under way. */
    Instant changing = Instant.MAX;

    SimObject(String id, String name, Map<String, String> metadata, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.metadata = new LinkedHashMap<>(metadata);
        this.createdAt = createdAt;
    }

    /** It comes into this state. */
    final void enter(String newStatus, Instant now) {
        status = newStatus;
        updatedAt = now;
    }

    abstract ObjectNode json();

    final ObjectNode base() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("name", name).put("status", status);
        json.put("created_at", time(createdAt)).put("updated_at", updatedAt == null ? null : time(updatedAt));
        ObjectNode tags = json.putObject("metadata");
        metadata.forEach(tags::put);
        return json;
    }

    private static String time(Instant instant) {
        return instant.toString().replace("Z", "");
    }
}
