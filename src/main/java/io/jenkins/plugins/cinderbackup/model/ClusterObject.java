package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** An object to be made in Kubernetes. */
public sealed interface ClusterObject
        permits NewClaim, NewPersistentVolume, RepositorySecret, ContainerJob, TestJob, NewNetworkPolicy {
    /** What it is. */
    ResourceKind kind();

    /** Where it is made, or null for what has no namespace. */
    @CheckForNull
    String namespace();

    /** Its deterministic name. */
    String name();

    /** What is written on it, so that its owner can be found again. */
    Ownership tags();
}
