package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Of a pod's containers the one that is run; of others only what their status says is simulated. */
final class OwnContainers {
    private static final Set<String> NAMES = Set.of("restic", "test");

    private OwnContainers() {}

    static JsonNode in(JsonNode pod) {
        return Json.stream(pod.at("/spec/containers"))
                .filter(container -> NAMES.contains(container.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    static String nameIn(ObjectNode pod) {
        return in(pod).path("name").asText();
    }
}
