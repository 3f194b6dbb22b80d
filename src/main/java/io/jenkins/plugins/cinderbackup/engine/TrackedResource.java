package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One object that a run has created, or is about to.
 *
 * @param kind what it is
 * @param namespace the Kubernetes namespace, or null where there is none
 * @param name its deterministic name
 * @param id the Cinder id, or the uid in Kubernetes; null until the creating call has answered
 * @param state how far it has come
 */
public record TrackedResource(
        ResourceKind kind, @CheckForNull String namespace, String name, @CheckForNull String id, State state) {

    /** How far a resource has come. */
    public enum State {
        /** Written down before the creating call; it may or may not exist. */
        INTENDED,
        /** The creating call has answered. */
        CREATED,
        /** Its deletion was accepted and is under way. */
        REMOVING,
        /** A look-up said that it does not exist any more. */
        GONE,
        /** It stays, on purpose. */
        KEPT
    }

    /** Whether it has still to be removed. */
    public boolean isRemovable() {
        return state != State.GONE && state != State.KEPT;
    }

    TrackedResource with(State newState) {
        return new TrackedResource(kind, namespace, name, id, newState);
    }

    TrackedResource created(@NonNull String newId) {
        return new TrackedResource(kind, namespace, name, newId, State.CREATED);
    }

    /** The resource as a user reads it, such as {@code Cinder volume backup-shop-db (4f0c…)}. */
    public String describe() {
        String where = namespace == null ? "" : namespace + "/";
        return kind.label() + " " + where + name + (id == null ? "" : " (" + id + ")");
    }
}
