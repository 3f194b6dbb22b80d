package io.jenkins.plugins.cinderbackup.phase.cleanup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes what a journal names, in the order of {@link ResourceKind#removedAfter()}; what does not depend on each other goes
 * together. A deletion counts only when a look-up says that the object does not exist. A resource that cannot be removed does not keep the
 * others from it, and is tried again at each look. What is to stay is marked as such where that is still to be done. What was scaled to 0 is scaled back.
 */
public final class Removal {
    /** How long the run itself looks for what a creating call without an answer has made; then it leaves that to the background. */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(5);

    private final RunContext run;
    private final InCloud cloud;
    /** The failed call, if any, that says how long to wait. */
    @CheckForNull
    private TransientException askedToWait;

    public Removal(RunContext run) {
        this.run = run;
        this.cloud = new InCloud(run);
    }

    /**
     * Looks at each resource whose turn it is, and deletes those that are there.
     *
     * @param allowed which may be removed now
     * @return done when no resource is left to remove
     * @throws TransientException if a server asked to be left alone for a while and nothing else could be done
     */
    public PhaseStatus advance(Predicate<TrackedResource> allowed) {
        askedToWait = null;
        if (run.together(() -> settleAll(allowed))) {
            return PhaseStatus.ACTED;
        }
        if (askedToWait != null) {
            throw askedToWait;
        }
        List<TrackedResource> left = run.journal().resources().stream()
                .filter(TrackedResource::isUnsettled)
                .toList();
        boolean stuck =
                left.stream().anyMatch(Removal::hasComeBack) && run.isDue("Look by tags", Duration.ofSeconds(30));
        boolean more = (left.isEmpty() || stuck) && findByTags();
        return left.isEmpty() && !more ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    /**
     * Whether nothing is left but what creating calls without an answer may still bring, for which the run has looked for a while, and what Cinder goes on with for
     * hours: a backup, with the snapshot that it reads, or a restore.
     */
    static boolean isForTheBackground(RunContext run) {
        return run.journal().resources().stream()
                .filter(TrackedResource::isUnsettled)
                .allMatch(left -> left.isAwaited(run.now())
                                && left.lastError() == null
                                && !run.now().isBefore(left.since().plus(LOOKED_FOR))
                        || CinderAtWork.keeps(run.journal(), left)
                        || RestoredVolumes.BEING_WRITTEN.equals(left.lastError()));
    }

    /** Whatever of it is lost in a crash is seen again by the next look. */
    private boolean settleAll(Predicate<TrackedResource> allowed) {
        boolean acted = false;
        for (TrackedResource resource : run.journal().resources()) {
            boolean mayGo =
                    resource.isRemovable() && allowed.test(resource) && isItsTurn(resource) && !mayBeToStay(resource);
            if (mayGo || resource.state() == State.KEEPING) {
                acted |= settle(resource);
            }
        }
        return acted;
    }

    /** In Kubernetes the name is the identity: what a call without an answer has made may be what a later one has found, which has no mark yet. */
    private boolean mayBeToStay(TrackedResource resource) {
        return resource.id() == null
                && !InCloud.KINDS.contains(resource.kind())
                && run.journal().resources().stream()
                        .anyMatch(other -> other.state() == State.KEEPING
                                && other.kind() == resource.kind()
                                && other.name().equals(resource.name())
                                && Objects.equals(other.namespace(), resource.namespace()));
    }

    /** A snapshot that does not go may have a clone that was taken for gone. */
    private static boolean hasComeBack(TrackedResource resource) {
        return resource.kind() == ResourceKind.SNAPSHOT
                && resource.state() == State.REMOVING
                && resource.lastError() != null;
    }

    /**
     * One look by our tags before the end: the databases behind a cloud's API may lag behind each other, and then one of them says too soon that
     * an object is gone, or does not know yet of one whose creating call was not answered.
     */
    private boolean findByTags() {
        Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
        run.journal().resources().forEach(resource -> kinds.add(resource.kind()));
        kinds.retainAll(InCloud.KINDS);
        if (kinds.isEmpty() || run.plan().endsWithWhatWasFound()) {
            return false;
        }
        kinds.addAll(EnumSet.of(ResourceKind.VOLUME, ResourceKind.SNAPSHOT));
        boolean more = false;
        for (ResourceKind kind : kinds) {
            more |= adoptTakenForGone(kind);
        }
        return more;
    }

    private boolean adoptTakenForGone(ResourceKind kind) {
        try {
            List<InCloud.Marked> found = cloud.ofRun(kind)
                    .filter(object -> !object.kept() && !isKnown(object.id(), known -> known.state() != State.GONE))
                    .toList();
            found.forEach(object -> run.adopt(kind, object.name(), object.id()));
            return !found.isEmpty();
        } catch (PermanentException e) {
            // Each object was looked up by itself: who may not list this kind has still that
            return false;
        }
    }

    private boolean isKnown(String id, Predicate<TrackedResource> as) {
        return run.journal().resources().stream().anyMatch(known -> id.equals(known.id()) && as.test(known));
    }

    private boolean isItsTurn(TrackedResource resource) {
        return run.journal().resources().stream()
                .filter(other -> resource.kind().removedAfter().contains(other.kind())
                        || CinderAtWork.mayBuildOn(run.journal(), resource, other))
                .noneMatch(other -> other.isRemovable() && !other.isAwaited(run.now()));
    }

    private boolean settle(TrackedResource resource) {
        try {
            if (resource.kind() == ResourceKind.VOLUME_METADATA || InCloud.KINDS.contains(resource.kind())) {
                SiteCheck.refuseAnotherCloud(run);
            } else {
                SiteCheck.refuseAnotherCluster(run);
            }
            if (resource.state() == State.KEEPING) {
                return settleKept(resource);
            }
            return switch (resource.kind()) {
                case VOLUME_METADATA -> new RestoredVolumes(run).putBack(resource);
                case DEPLOYMENT, STATEFUL_SET -> new ScaleBack(run).settle(resource);
                default -> isUnknownInCloud(resource) ? repair(resource) : remove(resource);
            };
        } catch (TransientException | PermanentException e) {
            return lastError(resource, e);
        }
    }

    private static boolean isUnknownInCloud(TrackedResource resource) {
        return resource.id() == null && InCloud.KINDS.contains(resource.kind());
    }

    /** The creating call was never answered: its object, if any, carries our tags. */
    private boolean repair(TrackedResource resource) {
        List<String> unknown = cloud.madeFor(resource)
                .filter(id -> !isKnown(id, known -> true))
                .toList();
        unknown.forEach(id -> run.adopt(resource.kind(), resource.name(), id));
        return !unknown.isEmpty() || goneIfClear(resource);
    }

    private boolean goneIfClear(TrackedResource resource) {
        if (resource.isAwaited(run.now()) && resource.lastError() == null) {
            return false;
        }
        run.gone(resource);
        return true;
    }

    /** The run has come past the point from which on it stays: what is left to do is to mark it. */
    private boolean settleKept(TrackedResource resource) {
        try {
            KeepMarks.mark(run, resource);
            return true;
        } catch (PermanentException e) {
            if (run.mayStillAppear(resource) || look(resource).presence() != Presence.GONE) {
                throw e;
            }
            // Whoever has deleted it meanwhile may do so: it is the user's. It does not count as gone, or it would be
            // removed where only one database does not know it
            return stays(resource);
        }
    }

    private Found look(TrackedResource resource) {
        return InCloud.KINDS.contains(resource.kind())
                ? cloud.look(resource)
                : Found.of(run.cluster().presence(resource, run.journal().run()));
    }

    private boolean remove(TrackedResource resource) {
        Found found = look(resource);
        return switch (found.presence()) {
            case GONE -> goneIfClear(resource);
            case DELETING -> underWay(resource);
            case KEPT -> stays(resource);
            case PRESENT -> delete(resource, found);
        };
    }

    private boolean delete(TrackedResource resource, Found found) {
        if (!found.own()) {
            // An id in a journal may be wrong, or a copy's; the tags on the object are not
            throw PermanentException.of("it does not carry the tags of this run, so it is left alone");
        }
        if (found.waitsFor().isPresent()) {
            return waits(resource, found.waitsFor().get());
        }
        try {
            if (InCloud.KINDS.contains(resource.kind())) {
                cloud.delete(resource);
            } else {
                run.cluster().delete(resource, run.journal().run());
            }
        } catch (TransientException e) {
            // A volume may have been attached since it was seen
            Optional<String> since =
                    resource.kind() == ResourceKind.VOLUME ? look(resource).waitsFor() : Optional.empty();
            return waits(resource, since.orElseThrow(() -> e));
        }
        return deleted(resource);
    }

    private boolean waits(TrackedResource resource, String why) {
        run.removalFailed(resource, stateUnlessRemoving(resource), why);
        return false;
    }

    /** The mark on the object wins, whatever the journal says, which may be older than the mark or a copy. */
    private boolean stays(TrackedResource resource) {
        run.move(resource, State.KEPT);
        return true;
    }

    private boolean underWay(TrackedResource resource) {
        if (resource.state() == State.REMOVING) {
            return false;
        }
        run.move(resource, State.REMOVING);
        return true;
    }

    /** Asked for the deletion. Where one was under way before, it has come back: that is trouble, not progress. */
    private boolean deleted(TrackedResource resource) {
        if (resource.state() != State.REMOVING) {
            run.move(resource, State.REMOVING);
            return true;
        }
        if (resource.lastError() == null) {
            String why = resource.id() == null ? "" : StorageState.complaint(run, resource.id());
            run.removalFailed(resource, State.REMOVING, "its deletion was accepted, but it is still there." + why);
        }
        return false;
    }

    private boolean lastError(TrackedResource resource, BackupException e) {
        if (e instanceof TransientException passing && passing.isInterruption()) {
            return false;
        }
        if (e instanceof TransientException busy && busy.retryAfter().isPresent()) {
            askedToWait = busy;
        }
        // What asks to be left alone is told of by whoever waits
        if (askedToWait != e && !run.masked(e.getMessage()).equals(resource.lastError())) {
            String what =
                    resource.isToStay() ? "to mark as kept" : resource.kind().undoing();
            run.tell(new RunEvent.Note("Trying again " + what + " " + resource.describe() + ": " + e.getMessage()));
        }
        run.removalFailed(resource, stateUnlessRemoving(resource), e.getMessage());
        return false;
    }

    /** The state of one whose deletion is not under way. */
    private static State stateUnlessRemoving(TrackedResource resource) {
        return resource.state() == State.REMOVING ? State.CREATED : resource.state();
    }
}
