package io.jenkins.plugins.cinderbackup.engine;

import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of objects that a run creates, with the order of their removal.
 *
 * <p>The order is not a matter of taste: Cinder answers 202 to the deletion of a snapshot that still has a clone and then puts it
 * back to {@code available}, and a volume that a node still has mapped cannot be deleted.
 */
public enum ResourceKind {
    JOB("Job"),
    CLAIM("PersistentVolumeClaim"),
    PERSISTENT_VOLUME("PersistentVolume"),
    VOLUME("Cinder volume"),
    SNAPSHOT("Cinder snapshot"),
    SECRET("Secret");

    private final String label;

    ResourceKind(String label) {
        this.label = label;
    }

    /** The word for the user. */
    public String label() {
        return label;
    }

    /** What must be gone before one of this kind may be deleted. */
    public Set<ResourceKind> removedAfter() {
        return switch (this) {
            case JOB -> EnumSet.noneOf(ResourceKind.class);
            case CLAIM, PERSISTENT_VOLUME, SECRET -> EnumSet.of(JOB);
            case VOLUME -> EnumSet.of(JOB, CLAIM, PERSISTENT_VOLUME);
            case SNAPSHOT -> EnumSet.of(VOLUME);
        };
    }
}
