package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import java.util.List;
import java.util.stream.Stream;

/** What a backup asks of Kubernetes and Cinder. The same is in examples/kubernetes/rbac.yaml and examples/openstack/access-rules.json. */
public final class BackupRequirements {
    private static final String CORE = "";
    private static final String CLAIMS = "persistentvolumeclaims";

    /** All that a backup needs, each of it used by every run or by some. */
    public static final Requirements ALL = new Requirements(
            Stream.of(
                            inNamespace(CORE, CLAIMS, "", "get", "list", "watch", "create", "delete"),
                            inNamespace(CORE, "secrets", "", "get", "create", "delete"),
                            inNamespace("batch", "jobs", "", "get", "list", "watch", "create", "delete"),
                            inNamespace(CORE, "pods", "", "list", "watch"),
                            inNamespace(CORE, "pods", "log", "get"),
                            inNamespace(CORE, "events", "", "list"),
                            // A PV has no namespace
                            Stream.of("get", "create", "delete")
                                    .map(verb -> new Permission(verb, CORE, "persistentvolumes", "", false)))
                    .flatMap(permissions -> permissions)
                    .toList(),
            inNamespace(CORE, CLAIMS, "", "get").toList(),
            List.of(
                    cinder("GET", "/limits"),
                    cinder("GET", "/messages"),
                    cinder("GET", "/volumes/*"),
                    cinder("POST", "/volumes"),
                    cinder("DELETE", "/volumes/*"),
                    cinder("GET", "/snapshots/*"),
                    cinder("POST", "/snapshots"),
                    cinder("POST", "/snapshots/*/metadata"),
                    cinder("DELETE", "/snapshots/*")));

    private BackupRequirements() {}

    private static Stream<Permission> inNamespace(String group, String resource, String subresource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, subresource, true));
    }

    private static AccessRule cinder(String method, String path) {
        return new AccessRule("volumev3", method, path);
    }
}
