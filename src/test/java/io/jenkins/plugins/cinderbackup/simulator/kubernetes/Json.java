package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kubernetes objects as JSON trees. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object(String kind, String apiVersion) {
        return MAPPER.createObjectNode().put("kind", kind).put("apiVersion", apiVersion);
    }

    static ObjectNode read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw ApiError.badRequest("the body is not an object");
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("the body is not JSON");
        }
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    static boolean isBeingDeleted(JsonNode object) {
        return object.at("/metadata").hasNonNull("deletionTimestamp");
    }

    static boolean isOwnedBy(JsonNode object, String uid) {
        return stream(object.at("/metadata/ownerReferences"))
                .anyMatch(owner -> owner.path("uid").asText().equals(uid));
    }

    static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }

    static Optional<JsonNode> condition(JsonNode object, String type) {
        return stream(object.at("/status/conditions"))
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst();
    }

    static void setCondition(ObjectNode object, String type, String status, String reason, String message) {
        ArrayNode conditions = object.withObject("/status").withArray("conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (conditions.get(i).path("type").asText().equals(type)) {
                conditions.remove(i);
            }
        }
        conditions
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", now());
    }

    static void removeFinalizer(ObjectNode object, String finalizer) {
        ArrayNode finalizers = object.withObject("/metadata").withArray("finalizers");
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.get(i).asText().equals(finalizer)) {
                finalizers.remove(i);
            }
        }
    }

    static void addFinalizer(ObjectNode object, String finalizer) {
        removeFinalizer(object, finalizer);
        object.withObject("/metadata").withArray("finalizers").add(finalizer);
    }

    /** Whole seconds, as Kubernetes writes times. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
