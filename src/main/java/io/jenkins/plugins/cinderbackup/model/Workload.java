package io.jenkins.plugins.cinderbackup.model;

/**
 * What keeps a number of pods running and can be scaled.
 *
 * @param kind {@link ResourceKind#DEPLOYMENT} or {@link ResourceKind#STATEFUL_SET}
 */
public record Workload(ResourceKind kind, String namespace, String name) {
    /** The one that a run has scaled. */
    public static Workload of(TrackedResource scaled) {
        return new Workload(scaled.kind(), scaled.namespace(), scaled.name());
    }

    /** As a user reads it, such as {@code StatefulSet shop/postgres}. */
    public String describe() {
        return kind.label() + " " + namespace + "/" + name;
    }
}
