package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What the API server adds to a new object. */
final class Defaults {
    static final String CLAIM_PROTECTION = "kubernetes.io/pvc-protection";
    static final String VOLUME_PROTECTION = "kubernetes.io/pv-protection";

    private static final Set<String> WITHOUT_STATUS = Set.of("secrets", "storageclasses", "networkpolicies");

    private Defaults() {}

    static void set(ApiPath path, ObjectNode object) {
        if (!object.hasNonNull("status") && !WITHOUT_STATUS.contains(path.resource())) {
            object.putObject("status");
        }
        switch (path.resource()) {
            case "persistentvolumeclaims" -> {
                object.withObject("/status").put("phase", "Pending");
                Json.addFinalizer(object, CLAIM_PROTECTION);
            }
            case "persistentvolumes" -> {
                object.withObject("/status").put("phase", "Pending");
                Json.addFinalizer(object, VOLUME_PROTECTION);
            }
            case "storageclasses" -> {
                if (!object.hasNonNull("reclaimPolicy")) {
                    object.put("reclaimPolicy", "Delete");
                }
            }
            default -> {}
        }
    }
}
