package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subresource {@code scale} of Deployments and StatefulSets, as the API server has it: zero and what is empty are left out, uid and version are preconditions, and
 * nothing but the number of replicas changes.
 */
final class ScaleSubresource {
    private static final Set<String> SCALED = Set.of("deployments", "statefulsets");

    private final ObjectStore store;

    ScaleSubresource(ObjectStore store) {
        this.store = store;
    }

    static boolean is(ApiPath path) {
        return path.subresource().equals("scale");
    }

    ObjectNode get(ApiPath path) {
        return scale(workload(path));
    }

    ObjectNode put(ApiPath path, ObjectNode wanted) {
        ObjectNode before = workload(path);
        if (!wanted.path("kind").asText().equals("Scale") || !Json.name(wanted).equals(path.name())) {
            throw ApiError.badRequest("the name of the object (" + Json.name(wanted)
                    + ") does not match the name on the URL (" + path.name() + ")");
        }
        int replicas = wanted.at("/spec/replicas").asInt(0);
        if (replicas < 0) {
            throw ApiError.invalid(
                    "Scale",
                    path.name(),
                    "spec.replicas",
                    "Invalid value: " + replicas + ": must be greater than or equal to 0");
        }
        store.update(path.key(), object -> {
            String version = wanted.at("/metadata/resourceVersion").asText();
            if (!version.isEmpty()
                    && !version.equals(object.at("/metadata/resourceVersion").asText())) {
                throw ApiError.conflict(
                        "Operation cannot be fulfilled on " + path.resource() + ".apps \"" + path.name()
                                + "\": the object has been modified; please apply your changes to the latest version and try again");
            }
            ObjectNode uid = wanted.withObject("/metadata").deepCopy().retain("uid");
            Preconditions.check(object, uid);
            object.withObject("/spec").put("replicas", replicas);
        });
        return store.get(path.key()).map(ScaleSubresource::scale).orElse(before);
    }

    private ObjectNode workload(ApiPath path) {
        if (!SCALED.contains(path.resource()) || !path.group().equals("apps")) {
            throw ApiError.notFound("the server could not find the requested resource", path.name());
        }
        return store.get(path.key()).orElseThrow(() -> ApiError.notFound(path.resource(), path.name()));
    }

    private static ObjectNode scale(ObjectNode workload) {
        ObjectNode scale = Json.object("Scale", "autoscaling/v1");
        scale.set(
                "metadata",
                ((ObjectNode) workload.path("metadata").deepCopy())
                        .retain("name", "namespace", "uid", "resourceVersion", "creationTimestamp"));
        ObjectNode spec = scale.putObject("spec");
        int replicas = workload.at("/spec/replicas").asInt();
        if (replicas > 0) {
            spec.put("replicas", replicas);
        }
        scale.putObject("status")
                .put("replicas", workload.at("/status/replicas").asInt())
                .put(
                        "selector",
                        workload.at("/spec/selector/matchLabels").properties().stream()
                                .map(label ->
                                        label.getKey() + "=" + label.getValue().asText())
                                .collect(Collectors.joining(",")));
        return scale;
    }
}
