package io.jenkins.plugins.cinderbackup.kubernetes.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import java.util.Map;

/**
 * A request to the API server in the words of its access control.
 *
 * @param verb such as {@code create}
 * @param group the API group, empty for the core one
 * @param resource the plural, such as {@code jobs} or {@code pods/log}
 * @param namespace the namespace, or null for what has none
 * @param name the object's name, or null
 */
public record Request(
        String verb,
        String group,
        String resource,
        @CheckForNull String namespace,
        @CheckForNull String name) {
    private static final Map<String, String> GROUPS = Map.of(
            "jobs",
            "batch",
            "storageclasses",
            "storage.k8s.io",
            "networkpolicies",
            "networking.k8s.io",
            "statefulsets",
            "apps",
            "deployments/scale",
            "apps",
            "statefulsets/scale",
            "apps");

    /** A request for a resource by its plural. */
    public static Request of(String verb, String resource, @CheckForNull String namespace, @CheckForNull String name) {
        return new Request(verb, GROUPS.getOrDefault(resource, ""), resource, namespace, name);
    }

    /** A request for an object of a kind that runs create, or for the scale of one that they scale; of no other kind is there any in Kubernetes. */
    public static Request of(
            String verb, ResourceKind kind, @CheckForNull String namespace, @CheckForNull String name) {
        return of(verb, plural(kind), namespace, name);
    }

    /** @param namespace null for all at once; not looked at where the permission is cluster-wide */
    public static Request of(Permission permission, @CheckForNull String namespace) {
        String resource =
                permission.resource() + (permission.subresource().isEmpty() ? "" : "/" + permission.subresource());
        return new Request(
                permission.verb(), permission.group(), resource, permission.namespaced() ? namespace : null, null);
    }

    private static String plural(ResourceKind kind) {
        return switch (kind) {
            case JOB, REPOSITORY_JOB -> "jobs";
            case POD -> "pods";
            case CLAIM -> "persistentvolumeclaims";
            case PERSISTENT_VOLUME -> "persistentvolumes";
            case SECRET -> "secrets";
            case NETWORK_POLICY -> "networkpolicies";
            case DEPLOYMENT -> "deployments/scale";
            case STATEFUL_SET -> "statefulsets/scale";
            case VOLUME, VOLUME_METADATA, BACKUP, SNAPSHOT ->
                throw new IllegalArgumentException(kind + " is not in Kubernetes.");
        };
    }

    /** Such as {@code create jobs in namespace shop}. */
    String permission() {
        return verb + " " + resource + (namespace == null ? " (cluster-wide)" : " in namespace " + namespace);
    }

    /** Such as {@code create jobs shop/csb-db}. */
    public String describe() {
        String where = namespace == null ? "" : namespace + "/";
        return verb + " " + resource
                + (name == null ? (namespace == null ? "" : " in namespace " + namespace) : " " + where + name);
    }

    /** The rule that an administrator has to add. */
    String rule() {
        return rule("[\"" + verb + "\"]");
    }

    /** The rule for several verbs. */
    String rule(String verbs) {
        String kind = namespace == null ? "a ClusterRole" : "a Role in namespace " + namespace;
        return "add to " + kind + ": apiGroups: [\"" + group + "\"], resources: [\"" + resource + "\"], verbs: "
                + verbs;
    }
}
