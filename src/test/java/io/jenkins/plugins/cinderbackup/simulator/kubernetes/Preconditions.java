package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What must be true of an object for a request to change it. */
final class Preconditions {
    /** As Kubernetes words them. */
    private static final Map<String, String> WORDS = Map.of("uid", "UID", "resourceVersion", "ResourceVersion");

    private Preconditions() {}

    /** @param wanted with {@code uid} and {@code resourceVersion}, each of them or none */
    static void check(ObjectNode object, JsonNode wanted) {
        WORDS.forEach((field, word) -> {
            String seen = object.at("/metadata/" + field).asText();
            if (wanted.hasNonNull(field) && !wanted.path(field).asText().equals(seen)) {
                throw ApiError.conflict("Precondition failed: " + word + " in precondition: "
                        + wanted.path(field).asText() + ", " + word + " in object meta: " + seen);
            }
        });
    }
}
