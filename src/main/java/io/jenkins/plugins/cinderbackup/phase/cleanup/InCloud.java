package io.jenkins.plugins.cinderbackup.phase.cleanup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Cinder has of a run: volumes, snapshots and backups, all of which are looked up, found by their tags and deleted in the same way. */
record InCloud(RunContext run) {
    /** All of them. */
    static final Set<ResourceKind> KINDS = Set.of(ResourceKind.VOLUME, ResourceKind.BACKUP, ResourceKind.SNAPSHOT);

    /** One that carries the run's tags. */
    record Marked(String id, String name, boolean kept) {}

    Found look(TrackedResource resource) {
        String id = resource.id();
        Optional<Found> found =
                switch (resource.kind()) {
                    case VOLUME -> run.storage().volume(id).map(this::found);
                    case BACKUP ->
                        run.backups()
                                .backup(id)
                                .map(backup -> found(
                                        backup.kept(),
                                        isOwn(backup.tags()),
                                        backup.status(),
                                        CinderAtWork.onBackup(backup.status())));
                    default ->
                        run.storage()
                                .snapshot(id)
                                .map(snapshot -> found(
                                        snapshot.kept(), isOwn(snapshot.tags()), snapshot.status(), Optional.empty()));
                };
        return found.orElse(Found.of(Presence.GONE));
    }

    private Found found(Volume volume) {
        RestoredVolumes restored = new RestoredVolumes(run);
        if (restored.isBeingWritten(volume)) {
            return new Found(Presence.PRESENT, true, Optional.of(RestoredVolumes.BEING_WRITTEN));
        }
        return found(
                volume.kept() && !restored.hasAnothersTags(volume),
                restored.isOwn(volume) || isOwn(volume.tags()),
                volume.status(),
                volume.attached()
                        ? Optional.of("still attached to a node, in state '" + volume.status() + "'")
                        : CinderAtWork.onVolume(volume.status()));
    }

    private static Found found(boolean kept, boolean own, String status, Optional<String> waitsFor) {
        Presence presence =
                kept ? Presence.KEPT : own && StorageState.isDeleting(status) ? Presence.DELETING : Presence.PRESENT;
        return new Found(presence, own, waitsFor);
    }

    private boolean isOwn(@CheckForNull Ownership tags) {
        return tags != null
                && tags.run().equals(run.journal().run())
                && tags.origin().jenkins().equals(run.journal().origin().jenkins());
    }

    /** Those of a kind that carry the run's tags. */
    Stream<Marked> ofRun(ResourceKind kind) {
        RunId own = run.journal().run();
        return switch (kind) {
            case VOLUME -> run.storage().volumesOf(own).stream().map(v -> new Marked(v.id(), v.name(), v.kept()));
            case BACKUP -> run.backups().backupsOf(own).stream().map(b -> new Marked(b.id(), b.name(), b.kept()));
            default -> run.storage().snapshotsOf(own).stream().map(s -> new Marked(s.id(), s.name(), s.kept()));
        };
    }

    /** The ids of all that a creating call without an answer may have made. */
    Stream<String> madeFor(TrackedResource resource) {
        Stream<String> tagged = ofRun(resource.kind()).map(Marked::id);
        return resource.kind() == ResourceKind.VOLUME
                ? Stream.concat(
                        tagged, new RestoredVolumes(run).named(resource.name()).map(Volume::id))
                : tagged;
    }

    void delete(TrackedResource resource) {
        switch (resource.kind()) {
            case VOLUME -> run.storage().deleteVolume(resource.id());
            case BACKUP -> run.backups().deleteBackup(resource.id());
            default -> run.storage().deleteSnapshot(resource.id());
        }
    }
}
