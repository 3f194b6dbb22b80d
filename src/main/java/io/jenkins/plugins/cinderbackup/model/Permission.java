package io.jenkins.plugins.cinderbackup.model;

/**
 * One thing that a Kubernetes credential must be allowed to do, in the words of RBAC.
 *
 * @param verb such as {@code create}
 * @param group the API group, empty for the core one
 * @param resource the plural, such as {@code pods}
 * @param subresource such as {@code log}, or empty
 * @param namespaced whether it is needed in a namespace only; else cluster-wide
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
public record Permission(String verb, String group, String resource, String subresource, boolean namespaced) {}
