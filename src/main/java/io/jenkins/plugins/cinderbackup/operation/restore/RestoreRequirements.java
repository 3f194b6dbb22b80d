package io.jenkins.plugins.cinderbackup.operation.restore;

import static io.jenkins.plugins.cinderbackup.model.AccessRule.cinder;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.phase.ClusterPermissions;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import java.util.List;
import java.util.stream.Stream;

/** What a restore asks of Kubernetes and Cinder. */
final class RestoreRequirements {
    private static final String CORE = "";
    private static final String APPS = "apps";
    private static final String STATEFUL_SETS = "statefulsets";
    private static final String CLAIMS = "persistentvolumeclaims";

    /** What a restore needs of which nothing stays. */
    private static final Requirements TRIAL = new Requirements(
            Stream.of(
                            RepositoryRequirements.ALL.permissions().stream(),
                            ClusterPermissions.TEMPORARY_CLAIM.stream(),
                            clusterWide("storage.k8s.io", "storageclasses", "get"))
                    .flatMap(permissions -> permissions)
                    .toList(),
            List.of(),
            List.of(
                    cinder("GET", "/limits"),
                    cinder("GET", "/messages"),
                    cinder("GET", "/volumes/*"),
                    cinder("POST", "/volumes"),
                    cinder("DELETE", "/volumes/*")));

    private static final List<Permission> WORK = Stream.concat(
                    TRIAL.permissions().stream(), clusterWide(CORE, "persistentvolumes", "patch"))
            .toList();

    private static final List<Permission> NEW_CLAIM =
            inNamespace(CORE, CLAIMS, "get", "create", "patch", "delete").toList();

    private static final List<AccessRule> CINDER = Stream.concat(
                    TRIAL.accessRules().stream(),
                    Stream.of(
                            cinder("POST", "/volumes/*/metadata"),
                            cinder("GET", "/snapshots/*"),
                            cinder("POST", "/snapshots"),
                            cinder("POST", "/snapshots/*/metadata"),
                            cinder("DELETE", "/snapshots/*")))
            .toList();

    private static final AccessRule REVERT = cinder("POST", "/volumes/*/action");

    private RestoreRequirements() {}

    /** What such a restore needs; the permissions for the source are those for the target. */
    static Requirements of(RestorePlan plan) {
        if (plan.target().isTemporary()) {
            return TRIAL;
        }
        return new Requirements(
                plan.revert() ? RepositoryRequirements.ALL.permissions() : WORK,
                plan.inPlace() ? inPlace(plan.scaleDown()) : NEW_CLAIM,
                plan.revert()
                        ? Stream.concat(CINDER.stream(), Stream.of(REVERT)).toList()
                        : CINDER);
    }

    /** @param scaled the workloads that it scales to 0 */
    private static List<Permission> inPlace(List<Workload> scaled) {
        return Stream.of(
                        inNamespace(CORE, CLAIMS, "get"),
                        inNamespace(CORE, "pods", "list"),
                        scaled.stream().flatMap(workload -> scale(workload.kind())))
                .flatMap(permissions -> permissions)
                .distinct()
                .toList();
    }

    private static Stream<Permission> scale(ResourceKind kind) {
        return kind == ResourceKind.DEPLOYMENT
                ? scale("deployments")
                : Stream.concat(inNamespace(APPS, STATEFUL_SETS, "get"), scale(STATEFUL_SETS));
    }

    private static Stream<Permission> scale(String resource) {
        return Stream.of("get", "update").map(verb -> new Permission(verb, APPS, resource, "scale", true));
    }

    private static Stream<Permission> inNamespace(String group, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, "", true));
    }

    private static Stream<Permission> clusterWide(String group, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, "", false));
    }
}
