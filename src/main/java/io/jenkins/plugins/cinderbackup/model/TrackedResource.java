package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * One object that a run has created, or is about to; or a workload that it has scaled to 0, or is about to, which is an obligation: it is scaled back where others
 * are removed.
 *
 * @param kind what it is
 * @param namespace the Kubernetes namespace, or null where there is none
 * @param name its deterministic name
 * @param id the Cinder id, or the uid in Kubernetes; null until the creating call has answered
 * @param state how far it has come
 * @param since when it came there
 * @param lastError why its removal failed when it was last tried, or null; where it is being removed: that it has come back before
 * @param unanswered whether it stands for what a creating call without an answer may still bring, beside the object that a later call made
 * @param mayAppearUntil until when a creating call that was not answered may still bring it; null if all were
 * @param replicas how many pods a workload was to have before the run scaled it to 0; null for what a run creates
 */
public record TrackedResource(
        ResourceKind kind,
        @CheckForNull String namespace,
        String name,
        @CheckForNull String id,
        State state,
        Instant since,
        @CheckForNull String lastError,
        boolean unanswered,
        @CheckForNull Instant mayAppearUntil,
        @CheckForNull Integer replicas) {
    /**
     * How long a creating call that was not answered may still be carried out. Servers hold a request back for as long as the time-outs in its way
     * add up to: a minute each in the load balancers that clouds use, a minute in Cinder's own message queue, a minute and half of one for each
     * webhook in Kubernetes. Ten are more than all of those.
     */
    public static final Duration MAY_APPEAR = Duration.ofMinutes(10);

    /** A resource that is about to be created. */
    public static TrackedResource intended(
            ResourceKind kind, @CheckForNull String namespace, String name, Instant now) {
        return new TrackedResource(
                kind, namespace, name, null, State.INTENDED, now, null, false, now.plus(MAY_APPEAR), null);
    }

    /** A workload that is about to be scaled to 0, and that is to be as it was in the end. */
    public static TrackedResource scaledDown(Workload workload, WorkloadScale before, Instant now) {
        return new TrackedResource(
                workload.kind(),
                workload.namespace(),
                workload.name(),
                before.uid(),
                State.INTENDED,
                now,
                null,
                false,
                now.plus(MAY_APPEAR),
                before.replicas());
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
        /** It is to stay, whatever becomes of the run; only the mark on it may still be missing. */
        KEEPING,
        /** It stays, on purpose. */
        KEPT
    }

    /** Whether the call that creates it has answered, and it is not known to be gone. */
    public boolean isMade() {
        return state != State.INTENDED && state != State.GONE;
    }

    /** Whether the calls that it stands for have certainly not created it: each was refused. */
    public boolean isRefused() {
        return state == State.GONE && id == null && !unanswered;
    }

    /** Whether it has still to be removed. */
    public boolean isRemovable() {
        return state != State.GONE && !isToStay();
    }

    /** Whether it is to outlive its run. */
    public boolean isToStay() {
        return state == State.KEEPING || state == State.KEPT;
    }

    /** Whether something has still to be done about it: it is to be removed, or to be marked as one that stays. */
    public boolean isUnsettled() {
        return isRemovable() || state == State.KEEPING;
    }

    /** Whether it is not there as far as anybody knows, but a creating call that was not answered may still bring it. */
    public boolean isAwaited(Instant now) {
        return state == State.INTENDED && mayAppear(now);
    }

    /** Whether a creating call that was not answered may still bring it. */
    public boolean mayAppear(Instant now) {
        return mayAppearUntil != null && now.isBefore(mayAppearUntil);
    }

    /** Whether it is the same object, whatever its state. Cinder has any number of objects of one name. */
    public boolean isSameAs(TrackedResource other) {
        return kind == other.kind
                && name.equals(other.name)
                && Objects.equals(namespace, other.namespace)
                && unanswered == other.unanswered
                && (id == null || other.id == null || id.equals(other.id));
    }

    public TrackedResource in(State newState, Instant now) {
        return new TrackedResource(
                kind, namespace, name, id, newState, now, null, unanswered, mayAppearUntil, replicas);
    }

    /**
     * What a creating call may still bring that was not answered, when it is made again: an object beside the one that the second call makes.
     * It is looked for when the run removes what it has created.
     */
    public TrackedResource ofCallWithoutAnswer() {
        return new TrackedResource(
                kind, namespace, name, null, State.INTENDED, since, null, true, mayAppearUntil, replicas);
    }

    /** It is gone, but another of the calls for it was not answered, and may bring it again. */
    public TrackedResource awaitedAgain(Instant now) {
        return new TrackedResource(
                kind, namespace, name, null, State.INTENDED, now, null, unanswered, mayAppearUntil, replicas);
    }

    /** The same, asked for once more by a call that was not answered. */
    public TrackedResource askedAgain(Instant now) {
        return new TrackedResource(
                kind, namespace, name, id, State.INTENDED, now, null, unanswered, now.plus(MAY_APPEAR), replicas);
    }

    public TrackedResource created(@NonNull String newId, Instant now) {
        return new TrackedResource(kind, namespace, name, newId, State.CREATED, now, null, unanswered, null, replicas);
    }

    public TrackedResource removalFailed(String why, State newState, Instant now) {
        return new TrackedResource(kind, namespace, name, id, newState, now, why, unanswered, mayAppearUntil, replicas);
    }

    /** The resource as a user reads it, such as {@code Cinder volume backup-shop-db (4f0c…)}. */
    public String describe() {
        if (replicas != null) {
            return kind.label() + " " + title() + ", scaled to 0 from " + replicas;
        }
        return kind.label() + " " + title() + (id == null ? "" : " (" + id + ")");
    }

    /** What is awaited of it, as a user reads it, where nothing has failed; empty if nothing is. */
    public Optional<String> describeWait(Instant now) {
        if (lastError != null) {
            return Optional.empty();
        }
        if (mayAppearUntil != null && isAwaited(now)) {
            Instant end = mayAppearUntil.truncatedTo(ChronoUnit.SECONDS);
            return Optional.of(
                    kind.isScaled()
                            ? describe() + ", may still become so until " + end
                                    + ", since that call was not answered, and is looked at in the background until then"
                            : describe() + " may still appear until " + end
                                    + ", since its creating call was not answered, and is looked for in the background until then");
        }
        return state == State.REMOVING
                ? Optional.of(describe() + " is still being deleted; its end is awaited in the background")
                : Optional.empty();
    }

    /** Its name, with its namespace in Kubernetes. */
    public String title() {
        return (namespace == null ? "" : namespace + "/")
                + name
                + (unanswered ? " (from a call without an answer)" : "");
    }
}
