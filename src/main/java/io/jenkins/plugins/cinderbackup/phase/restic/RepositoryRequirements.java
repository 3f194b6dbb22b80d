package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import java.util.List;
import java.util.stream.Stream;

/** What a run asks of Kubernetes that has restic do one thing in a repository. It asks nothing of Cinder. */
public final class RepositoryRequirements {
    private static final String CORE = "";

    /** All that it needs. */
    public static final Requirements ALL = new Requirements(
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

    private RepositoryRequirements() {}

    private static Stream<Permission> inNamespace(String group, String resource, String subresource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, subresource, true));
    }
}
