package io.jenkins.plugins.cinderbackup.model;

/**
 * A NetworkPolicy that lets nothing in or out of the pods of one Job.
 *
 * @param job the Job's name, in the same namespace; the policy may be there before it
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network policies</a>
 */
public record NewNetworkPolicy(String namespace, String name, String job, Ownership tags) implements ClusterObject {
    @Override
    public ResourceKind kind() {
        return ResourceKind.NETWORK_POLICY;
    }
}
