package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Objects;

/**
 * One object that a run has created, or is about to.
 *
 * @param kind what it is
 * @param namespace the Kubernetes namespace, or null where there is none
 * @param name its deterministic name
 * @param id the Cinder id, or the uid in Kubernetes; null until the creating call has answered
 * @param state how far it has come
 * @param since when it came there
 * @param trouble why its removal failed when it was last tried, or null; where it is being removed: that it has come back before
 */
public record TrackedResource(
        ResourceKind kind,
        @CheckForNull String namespace,
        String name,
        @CheckForNull String id,
        State state,
        Instant since,
        @CheckForNull String trouble) {

    /** A resource that is about to be created. */
    public static TrackedResource intended(
            ResourceKind kind, @CheckForNull String namespace, String name, Instant now) {
        return new TrackedResource(kind, namespace, name, null, State.INTENDED, now, null);
    }

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

    /** Whether it is the same object, whatever its state. Cinder has any number of objects of one name. */
    public boolean isSameAs(TrackedResource other) {
        return kind == other.kind
                && name.equals(other.name)
                && Objects.equals(namespace, other.namespace)
                && (id == null || other.id == null || id.equals(other.id));
    }

    TrackedResource in(State newState, Instant now) {
        return new TrackedResource(kind, namespace, name, id, newState, now, null);
    }

    /**
     * What a creating call may still bring that was not answered, when it is made again: an object beside the one that the second call makes.
     * It is looked for when the run removes what it has created.
     */
    TrackedResource unanswered(Instant now) {
        return intended(kind, namespace, name + " (from a call without an answer)", now);
    }

    TrackedResource created(@NonNull String newId, Instant now) {
        return new TrackedResource(kind, namespace, name, newId, State.CREATED, now, null);
    }

    TrackedResource troubled(String why, State newState, Instant now) {
        return new TrackedResource(kind, namespace, name, id, newState, now, why);
    }

    /** The resource as a user reads it, such as {@code Cinder volume backup-shop-db (4f0c…)}. */
    public String describe() {
        String where = namespace == null ? "" : namespace + "/";
        return kind.label() + " " + where + name + (id == null ? "" : " (" + id + ")");
    }
}
