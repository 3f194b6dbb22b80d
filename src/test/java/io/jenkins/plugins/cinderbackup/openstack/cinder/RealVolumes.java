package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.OpenRc;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Volumes of a real Cinder that were not made by us, and what becomes of them behind our back. */
final class RealVolumes {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final CloudSession session;
    private final OpenstackBlockStorage storage;
    private final List<String> sources = new ArrayList<>();
    private final Map<String, String> attachments = new HashMap<>();

    /** @param variables how to log in, as an openrc says it */
    RealVolumes(Map<String, String> variables) {
        CloudSettings cloud = OpenRc.read(variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "='" + variable.getValue() + "'")
                        .collect(Collectors.joining("\n")))
                .settings(ConnectionSettings.DEFAULT);
        session = new CloudSession(cloud, new Refusals(Ticker.system()), Ticker.system());
        storage = new OpenstackClouds(Ticker.system(), Duration.ofMillis(200)).blockStorage(cloud);
    }

    OpenstackBlockStorage storage() {
        return storage;
    }

    /** An available volume of 1 GiB with this metadata. */
    String add(Map<String, String> metadata) {
        ObjectNode wanted = object().put("size", 1).put("name", "contract-source");
        wanted.set("metadata", CinderObjects.json(metadata));
        String id = post("/volumes", "volume", wanted).path("volume").path("id").asText();
        sources.add(id);
        await(id, "available");
        return id;
    }

    /** Removes all that were added. */
    void remove() {
        sources.forEach(storage::deleteVolume);
        for (String source : sources) {
            Awaitility.await().atMost(LONG).until(() -> storage.volume(source).isEmpty());
        }
    }

    /** Without a connector, so that Cinder lets us end the attachment without asking Nova. */
    void attach(String volumeId) {
        reserve(volumeId);
        String id = attachments.get(volumeId);
        session.call(() -> CinderApi.send(
                "complete the attachment", "/attachments/" + id + "/action", object().set("os-complete", object())));
        await(volumeId, "in-use");
    }

    void reserve(String volumeId) {
        ObjectNode wanted = object().put("volume_uuid", volumeId)
                .put("instance_uuid", UUID.randomUUID().toString());
        String id = post("/attachments", "attachment", wanted)
                .path("attachment")
                .path("id")
                .asText();
        attachments.put(volumeId, id);
    }

    void detach(String volumeId) {
        session.call(() -> CinderApi.delete("detach", "attachments", attachments.remove(volumeId)));
        await(volumeId, "available");
    }

    private void await(String volumeId, String status) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> storage.volume(volumeId).map(Volume::status).get().equals(status));
    }

    private JsonNode post(String path, String kind, ObjectNode content) {
        return session.call(() -> CinderApi.post("prepare the test", path, object().set(kind, content)));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
