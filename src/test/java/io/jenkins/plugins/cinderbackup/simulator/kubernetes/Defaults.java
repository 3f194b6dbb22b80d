package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API server adds to a new object. */
final class Defaults {
    static final String CLAIM_PROTECTION = "kubernetes.io/pvc-protection";
    static final String VOLUME_PROTECTION = "kubernetes.io/pv-protection";

    private Defaults() {}

    static void set(ApiPath path, ObjectNode object) {
        if (!object.hasNonNull("status") && !path.resource().equals("secrets")) {
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
            default -> {}
        }
    }
}
