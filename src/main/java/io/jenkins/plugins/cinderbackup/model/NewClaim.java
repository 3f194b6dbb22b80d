package io.jenkins.plugins.cinderbackup.model;

/**
 * A PVC. It has no {@code volumeName} but a label selector that only the run's PV satisfies: measured to save up to 15 s.
 *
 * @param storageClass the same on both sides, possibly empty, never null
 */
public record NewClaim(String namespace, String name, String storageClass, long capacityBytes, Ownership tags)
        implements ClusterObject {
    @Override
    public ResourceKind kind() {
        return ResourceKind.CLAIM;
    }
}
