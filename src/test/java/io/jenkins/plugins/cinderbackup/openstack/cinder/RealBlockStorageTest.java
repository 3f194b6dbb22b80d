package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.OpenRc;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.real.Real;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** The contract against a real Cinder. It leaves nothing there. */
@Real
class RealBlockStorageTest extends BlockStorageContract {
    private final CloudSettings cloud = OpenRc.read(variables().entrySet().stream()
                    .map(variable -> variable.getKey() + "='" + variable.getValue() + "'")
                    .collect(Collectors.joining("\n")))
            .settings(ConnectionSettings.DEFAULT);
    private final CloudSession session = new CloudSession(cloud, new Refusals(Ticker.system()), Ticker.system());
    private final BlockStorage storage =
            new OpenstackClouds(Ticker.system(), Duration.ofMillis(200)).blockStorage(cloud);
    private final List<String> sources = new ArrayList<>();
    private final Map<String, String> attachments = new HashMap<>();

    /** How to log in, as an openrc says it. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Rigs.OPENSTACK.environment());
        variables.keySet().removeIf(name -> !name.startsWith("OS_"));
        return variables;
    }

    @AfterEach
    void removeSources() {
        sources.forEach(storage::deleteVolume);
        for (String source : sources) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> storage.volume(source).isEmpty());
        }
    }

    @Override
    BlockStorage storage() {
        return storage;
    }

    @Override
    String sourceVolume() {
        JsonNode made = post("/volumes", "volume", object().put("size", 1).put("name", "contract-source"));
        String id = made.path("volume").path("id").asText();
        sources.add(id);
        awaitVolume(id);
        return id;
    }

    /** Without a connector, so that Cinder lets us end the attachment without asking Nova. */
    @Override
    void attach(String volumeId) {
        reserve(volumeId);
        String id = attachments.get(volumeId);
        session.call(() -> CinderApi.send(
                "complete the attachment", "/attachments/" + id + "/action", object().set("os-complete", object())));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> storage.volume(volumeId).map(Volume::status).get().equals("in-use"));
    }

    @Override
    void reserve(String volumeId) {
        ObjectNode wanted = object().put("volume_uuid", volumeId)
                .put("instance_uuid", UUID.randomUUID().toString());
        String id = post("/attachments", "attachment", wanted)
                .path("attachment")
                .path("id")
                .asText();
        attachments.put(volumeId, id);
    }

    @Override
    void detach(String volumeId) {
        session.call(() -> CinderApi.delete("detach", "attachments", attachments.remove(volumeId)));
        awaitVolume(volumeId);
    }

    private JsonNode post(String path, String kind, ObjectNode content) {
        return session.call(() -> CinderApi.post("prepare the test", path, object().set(kind, content)));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
