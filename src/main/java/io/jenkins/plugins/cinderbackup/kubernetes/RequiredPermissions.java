package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * What the credential must be allowed to do, each of it used by every run or by some. The same is in examples/kubernetes/rbac.yaml.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
public final class RequiredPermissions {
    /** In the Job's namespace; reading the source PVC takes {@code get} on it in its own. */
    public static final List<Rule> IN_NAMESPACE = List.of(
            new Rule("persistentvolumeclaims", "get", "list", "watch", "create", "delete"),
            new Rule("secrets", "get", "create", "delete"),
            new Rule("jobs", "get", "list", "watch", "create", "delete"),
            new Rule("pods", "list", "watch"),
            new Rule("pods/log", "get"),
            new Rule("events", "list"));

    /** Cluster-wide, since a PV has no namespace. */
    public static final List<Rule> CLUSTER_WIDE = List.of(new Rule("persistentvolumes", "get", "create", "delete"));

    private RequiredPermissions() {}

    /** @param namespace null for all at once */
    static List<Request> requests(@CheckForNull String namespace) {
        List<Request> requests = new ArrayList<>();
        IN_NAMESPACE.forEach(rule ->
                rule.verbs().forEach(verb -> requests.add(Request.of(verb, rule.resource(), namespace, null))));
        CLUSTER_WIDE.forEach(rule ->
                rule.verbs().forEach(verb -> requests.add(Request.of(verb, rule.resource(), null, null))));
        return requests;
    }

    /**
     * @param resource the plural, with a sub-resource after a slash
     * @param verbs the verbs of the API
     */
    public record Rule(@NonNull String resource, @NonNull List<String> verbs) {
        Rule(String resource, String... verbs) {
            this(resource, List.of(verbs));
        }
    }
}
