package io.jenkins.plugins.cinderbackup.phase.cleanup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes what a journal names, in the order of {@link ResourceKind#removedAfter()}; what does not depend on each other goes
 * together. A deletion counts only when a look-up says that the object does not exist. A resource that cannot be removed does not keep the
 * others from it, and is tried again at each look. What is to stay is marked as such where that is still to be done. What was scaled to 0 is scaled back.
 */
public final class Removal {
    /** How long the run itself looks for what a creating call without an answer has made; then it leaves that to the background. */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(5);

    private static final Set<ResourceKind> IN_CLOUD =
            EnumSet.of(ResourceKind.VOLUME, ResourceKind.VOLUME_METADATA, ResourceKind.BACKUP, ResourceKind.SNAPSHOT);

    private final RunContext run;
    /** The failed call, if any, that says how long to wait. */
    @CheckForNull
    private TransientException askedToWait;

    public Removal(RunContext run) {
        this.run = run;
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
            boolean mayGo = resource.isRemovable() && allowed.test(resource) && isItsTurn(resource);
            if (mayGo || resource.state() == State.KEEPING) {
                acted |= settle(resource);
            }
        }
        return acted;
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
        Set<ResourceKind> kinds =
                run.journal().resources().stream().map(TrackedResource::kind).collect(Collectors.toSet());
        kinds.remove(ResourceKind.VOLUME_METADATA);
        if (Collections.disjoint(kinds, IN_CLOUD) || run.plan().endsWithWhatWasFound()) {
            return false;
        }
        boolean backups = kinds.contains(ResourceKind.BACKUP)
                && adopt(
                        ResourceKind.BACKUP,
                        () -> run.backups().backupsOf(run.journal().run()).stream()
                                .filter(backup -> !backup.kept() && isTakenForGone(backup.id()))
                                .collect(Collectors.toMap(VolumeBackup::id, VolumeBackup::name)));
        boolean volumes = adopt(
                ResourceKind.VOLUME,
                () -> run.storage().volumesOf(run.journal().run()).stream()
                        .filter(volume -> !volume.kept() && isTakenForGone(volume.id()))
                        .collect(Collectors.toMap(Volume::id, Volume::name)));
        boolean snapshots = adopt(
                ResourceKind.SNAPSHOT,
                () -> run.storage().snapshotsOf(run.journal().run()).stream()
                        .filter(snapshot -> !snapshot.kept() && isTakenForGone(snapshot.id()))
                        .collect(Collectors.toMap(Snapshot::id, Snapshot::name)));
        return volumes || snapshots || backups;
    }

    /** Tracks what is found, by id and name; answers whether there is any. */
    private boolean adopt(ResourceKind kind, Supplier<Map<String, String>> find) {
        try {
            Map<String, String> found = find.get();
            found.forEach((id, name) -> run.adopt(kind, name, id));
            return !found.isEmpty();
        } catch (PermanentException e) {
            // Each object was looked up by itself: who may not list this kind has still that
            return false;
        }
    }

    private boolean isTakenForGone(String id) {
        return run.journal().resources().stream()
                .noneMatch(known -> id.equals(known.id()) && known.state() != State.GONE);
    }

    private boolean isItsTurn(TrackedResource resource) {
        return run.journal().resources().stream()
                .filter(other -> resource.kind().removedAfter().contains(other.kind())
                        || CinderAtWork.mayBuildOn(run.journal(), resource, other))
                .noneMatch(other -> other.isRemovable() && !other.isAwaited(run.now()));
    }

    private boolean settle(TrackedResource resource) {
        try {
            if (IN_CLOUD.contains(resource.kind())) {
                SiteCheck.refuseAnotherCloud(run);
            } else {
                SiteCheck.refuseAnotherCluster(run);
            }
            if (resource.state() == State.KEEPING) {
                return settleKept(resource);
            }
            return switch (resource.kind()) {
                case VOLUME -> resource.id() == null ? repair(resource) : settleVolume(resource);
                case VOLUME_METADATA -> new RestoredVolumes(run).putBack(resource);
                case SNAPSHOT -> resource.id() == null ? repair(resource) : settleSnapshot(resource);
                case BACKUP -> resource.id() == null ? repair(resource) : settleBackup(resource);
                case DEPLOYMENT, STATEFUL_SET -> new ScaleBack(run).settle(resource);
                default -> settleObject(resource);
            };
        } catch (TransientException | PermanentException e) {
            return lastError(resource, e);
        }
    }

    /** The creating call was never answered: its object, if any, carries our tags. */
    private boolean repair(TrackedResource resource) {
        RunId own = run.journal().run();
        Stream<String> ids =
                switch (resource.kind()) {
                    case VOLUME ->
                        Stream.concat(
                                        run.storage().volumesOf(own).stream(),
                                        new RestoredVolumes(run).named(resource.name()))
                                .map(Volume::id);
                    case BACKUP -> run.backups().backupsOf(own).stream().map(VolumeBackup::id);
                    default -> run.storage().snapshotsOf(own).stream().map(Snapshot::id);
                };
        List<String> unknown = ids.filter(
                        id -> run.journal().resources().stream().noneMatch(r -> id.equals(r.id())))
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
            if (!isGone(resource)) {
                throw e;
            }
            // Whoever has deleted it meanwhile may do so: it is the user's
            run.move(resource, State.GONE);
            return true;
        }
    }

    private boolean isGone(TrackedResource resource) {
        return switch (resource.kind()) {
            case VOLUME -> run.storage().volume(resource.id()).isEmpty();
            case BACKUP -> run.backups().backup(resource.id()).isEmpty();
            default -> run.cluster().presence(resource, run.journal().run()) == Presence.GONE;
        };
    }

    private boolean settleObject(TrackedResource resource) {
        Presence presence = run.cluster().presence(resource, run.journal().run());
        return switch (presence) {
            case GONE -> goneIfClear(resource);
            case DELETING -> underWay(resource);
            case KEPT -> stays(resource);
            case PRESENT -> {
                run.cluster().delete(resource, run.journal().run());
                yield deleted(resource);
            }
        };
    }

    private boolean settleVolume(TrackedResource resource) {
        Optional<Volume> found = run.storage().volume(resource.id());
        if (found.isEmpty()) {
            run.move(resource, State.GONE);
            return true;
        }
        Volume volume = found.get();
        RestoredVolumes restored = new RestoredVolumes(run);
        if (restored.isBeingWritten(volume)) {
            return waits(resource, RestoredVolumes.BEING_WRITTEN);
        }
        if (volume.kept() && !restored.hasAnothersTags(volume)) {
            return stays(resource);
        }
        if (!restored.isOwn(volume)) {
            refuseForeign(volume.tags());
        }
        if (StorageState.isDeleting(volume.status())) {
            return underWay(resource);
        }
        if (volume.attached()) {
            return awaitDetachment(resource, volume);
        }
        Optional<String> held = CinderAtWork.onVolume(volume.status());
        if (held.isPresent()) {
            return waits(resource, held.get());
        }
        try {
            run.storage().deleteVolume(resource.id());
        } catch (TransientException e) {
            // It may have been attached since it was seen
            Optional<Volume> attached = run.storage().volume(resource.id()).filter(Volume::attached);
            if (attached.isPresent()) {
                return awaitDetachment(resource, attached.get());
            }
            throw e;
        }
        return deleted(resource);
    }

    private boolean awaitDetachment(TrackedResource resource, Volume volume) {
        return waits(resource, "still attached to a node, in state '" + volume.status() + "'");
    }

    private boolean waits(TrackedResource resource, String why) {
        run.removalFailed(resource, stateUnlessRemoving(resource), why);
        return false;
    }

    private boolean settleSnapshot(TrackedResource resource) {
        Optional<Snapshot> found = run.storage().snapshot(resource.id());
        if (found.isEmpty()) {
            run.move(resource, State.GONE);
            return true;
        }
        Snapshot snapshot = found.get();
        if (snapshot.kept()) {
            return stays(resource);
        }
        refuseForeign(snapshot.tags());
        if (StorageState.isDeleting(snapshot.status())) {
            return underWay(resource);
        }
        run.storage().deleteSnapshot(resource.id());
        return deleted(resource);
    }

    private boolean settleBackup(TrackedResource resource) {
        Optional<VolumeBackup> found = run.backups().backup(resource.id());
        if (found.isEmpty()) {
            run.move(resource, State.GONE);
            return true;
        }
        VolumeBackup backup = found.get();
        if (backup.kept()) {
            return stays(resource);
        }
        refuseForeign(backup.tags());
        if (StorageState.isDeleting(backup.status())) {
            return underWay(resource);
        }
        Optional<String> held = CinderAtWork.onBackup(backup.status());
        if (held.isPresent()) {
            return waits(resource, held.get());
        }
        run.backups().deleteBackup(resource.id());
        return deleted(resource);
    }

    /** The mark on the object wins, whatever the journal says, which may be older than the mark or a copy. */
    private boolean stays(TrackedResource resource) {
        run.move(resource, State.KEPT);
        return true;
    }

    /** An id in a journal may be wrong, or a copy's; the tags on the object are not. */
    private void refuseForeign(Ownership tags) {
        if (tags == null
                || !tags.run().equals(run.journal().run())
                || !tags.origin().jenkins().equals(run.journal().origin().jenkins())) {
            throw PermanentException.of("it does not carry the tags of this run, so it is left alone");
        }
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
