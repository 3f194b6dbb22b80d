package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.model.Permission;
import java.util.List;
import java.util.stream.Stream;

/** What the phases of several operations ask of Kubernetes, each for one kind of what they make. */
public final class ClusterPermissions {
    private static final String CORE = "";

    /** To run a container once, and to read what it says. */
    public static final List<Permission> JOB = Stream.of(
                    in(true, "batch", "jobs", "", "get", "list", "watch", "create", "delete"),
                    in(true, CORE, "pods", "", "list", "watch"),
                    in(true, CORE, "pods", "log", "get"),
                    in(true, CORE, "events", "", "list"))
            .flatMap(permissions -> permissions)
            .toList();

    /** To make a PVC and its PV for a while. */
    public static final List<Permission> TEMPORARY_CLAIM = Stream.of(
                    in(true, CORE, "persistentvolumeclaims", "", "get", "list", "watch", "create", "delete"),
                    in(false, CORE, "persistentvolumes", "", "get", "create", "delete"))
            .flatMap(permissions -> permissions)
            .toList();

    /** To keep the network from a container. */
    public static final List<Permission> NETWORK_POLICY = in(
                    true, "networking.k8s.io", "networkpolicies", "", "get", "create", "delete")
            .toList();

    private ClusterPermissions() {}

    private static Stream<Permission> in(
            boolean namespaced, String group, String resource, String subresource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, subresource, namespaced));
    }
}
