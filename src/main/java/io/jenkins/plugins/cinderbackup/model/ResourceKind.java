package io.jenkins.plugins.cinderbackup.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of objects that a run creates, with the order of their removal, and of those that it scales to 0 for a while, with when they are scaled back.
 *
 * <p>The order is not a matter of taste: Cinder answers 202 to the deletion of a snapshot that still has a clone and then puts it
 * back to {@code available}, and a volume that a node still has mapped cannot be deleted.
 */
public enum ResourceKind {
    /** A Job whose pod mounts the temporary PVC. */
    JOB("Job"),
    /** A Job that speaks to the repository only, and may outlive the temporary PVC. */
    REPOSITORY_JOB("Job"),
    /** A pod whose Job is not there any more; a Job takes its pods along. */
    POD("Pod"),
    CLAIM("PersistentVolumeClaim"),
    PERSISTENT_VOLUME("PersistentVolume"),
    VOLUME("Cinder volume"),
    /** Not made by a run: what was written on a volume before a restore over it, which is put back. */
    VOLUME_METADATA("Metadata of Cinder volume"),
    /** One that Cinder has made itself. */
    BACKUP("Cinder backup"),
    SNAPSHOT("Cinder snapshot"),
    SECRET("Secret"),
    /** What keeps the network from a pod. */
    NETWORK_POLICY("NetworkPolicy"),
    /** Not made by a run, but scaled to 0; what is removed of it is that. */
    DEPLOYMENT("Deployment"),
    /** The same. */
    STATEFUL_SET("StatefulSet");

    private final String label;

    ResourceKind(String label) {
        this.label = label;
    }

    /** The word for the user. */
    public String label() {
        return label;
    }

    /** What is done with it in the end, as it reads after "trying again". */
    public String undoing() {
        return switch (this) {
            case DEPLOYMENT, STATEFUL_SET -> "to scale back";
            case VOLUME_METADATA -> "to put back";
            default -> "to remove";
        };
    }

    /** Whether a run only scales it. */
    public boolean isScaled() {
        return this == DEPLOYMENT || this == STATEFUL_SET;
    }

    /** What must be gone before one of this kind may be deleted, or scaled back. */
    public Set<ResourceKind> removedAfter() {
        return switch (this) {
            case JOB, REPOSITORY_JOB, POD, BACKUP, VOLUME_METADATA -> EnumSet.noneOf(ResourceKind.class);
            // Without it a pod that still runs would have the network
            case CLAIM, PERSISTENT_VOLUME, NETWORK_POLICY -> EnumSet.of(JOB, POD);
            // No pod of ours has the volume then: it may be deleted, and those of a workload may have it again
            case VOLUME, DEPLOYMENT, STATEFUL_SET -> EnumSet.of(JOB, POD, CLAIM, PERSISTENT_VOLUME);
            // Cinder does not delete what is being read
            case SNAPSHOT -> EnumSet.of(VOLUME, BACKUP);
            case SECRET -> EnumSet.of(JOB, REPOSITORY_JOB, POD);
        };
    }
}
