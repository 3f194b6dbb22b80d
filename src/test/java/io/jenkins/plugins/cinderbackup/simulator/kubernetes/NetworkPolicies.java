package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a network plugin makes of NetworkPolicies: here only whether one lets nothing out of a pod. */
final class NetworkPolicies {
    private NetworkPolicies() {}

    /** As of now: like many a plugin this one does not look again at a pod that runs. */
    static boolean isolate(ObjectStore store, ObjectNode pod) {
        return store.list("networkpolicies", Json.namespace(pod)).stream()
                .anyMatch(policy -> selects(policy, pod) && letsNothingOut(policy));
    }

    private static boolean selects(JsonNode policy, JsonNode pod) {
        JsonNode labels = pod.at("/metadata/labels");
        return policy.at("/spec/podSelector/matchLabels").properties().stream()
                .allMatch(wanted -> wanted.getValue()
                        .asText()
                        .equals(labels.path(wanted.getKey()).asText(null)));
    }

    private static boolean letsNothingOut(JsonNode policy) {
        return Json.stream(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals("Egress"))
                && policy.at("/spec/egress").isEmpty();
    }
}
