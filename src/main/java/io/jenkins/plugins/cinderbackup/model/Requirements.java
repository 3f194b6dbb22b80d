package io.jenkins.plugins.cinderbackup.model;

import java.util.List;

/**
 * What the credentials of an operation must be allowed to do. It belongs to the operation: a credential that suffices for one is not refused
 * because another would need more.
 *
 * @param permissions in Kubernetes: where the temporary objects are made, or cluster-wide
 * @param sourcePermissions in the namespace of the source PVC
 * @param accessRules in OpenStack
 */
public record Requirements(
        List<Permission> permissions, List<Permission> sourcePermissions, List<AccessRule> accessRules) {
    public Requirements {
        permissions = List.copyOf(permissions);
        sourcePermissions = List.copyOf(sourcePermissions);
        accessRules = List.copyOf(accessRules);
    }
}
