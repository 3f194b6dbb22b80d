package io.jenkins.plugins.cinderbackup.operation.check;

import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import java.util.List;
import java.util.stream.Stream;

/** What a check of a repository asks of Kubernetes. It asks nothing of Cinder. */
final class CheckRequirements {
    private static final String CORE = "";

    /** All that it needs. */
    static final Requirements ALL = new Requirements(
            Stream.of(
                            inNamespace(CORE, "secrets", "", "get", "create", "delete"),
                            inNamespace("batch", "jobs", "", "get", "list", "watch", "create", "delete"),
                            inNamespace(CORE, "pods", "", "list", "watch"),
                            inNamespace(CORE, "pods", "log", "get"),
                            inNamespace(CORE, "events", "", "list"))
                    .flatMap(permissions -> permissions)
                    .toList(),
            List.of(),
            List.of());

    private CheckRequirements() {}

    private static Stream<Permission> inNamespace(String group, String resource, String subresource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, subresource, true));
    }
}
