package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a snapshot of the source volume and awaits it.
 *
 * @param force also when the volume is attached
 * @param patience until it is {@code available}
 */
public record CreatingSnapshot(Names names, boolean force, Patience patience) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("CreatingSnapshot");
    /** When Cinder took it, by Cinder's clock: that is what the volume was like then. */
    public static final Fact<Instant> TAKEN_AT = new Fact<>("snapshotTakenAt", Instant.class);

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public boolean needsTurn() {
        return true;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        String name = names.snapshot(run.journal().startedAt());
        try {
            PhaseStatus created = run.create(
                    ResourceKind.SNAPSHOT,
                    null,
                    name,
                    () -> run.storage().snapshotsOf(run.journal().run()).stream()
                            .filter(snapshot -> snapshot.name().equals(name))
                            .map(Snapshot::id)
                            .findFirst(),
                    () -> run.storage().createSnapshot(request(run, name)).id());
            return created == PhaseStatus.DONE ? await(run, name) : created;
        } catch (PermanentException e) {
            return RefusedForNow.await(run, ResourceKind.SNAPSHOT, name, () -> volumeState(run), e);
        }
    }

    private static Optional<String> volumeState(RunContext run) {
        return run.storage().volume(run.journal().sourceVolume()).map(Volume::status);
    }

    private NewSnapshot request(RunContext run, String name) {
        return new NewSnapshot(
                run.journal().sourceVolume(),
                name,
                CinderDescription.of(run),
                force,
                run.journal().ownership());
    }

    private static PhaseStatus await(RunContext run, String name) {
        TrackedResource tracked =
                run.journal().resource(ResourceKind.SNAPSHOT, name).orElseThrow();
        Optional<Snapshot> found = run.storage().snapshot(tracked.id());
        if (!StorageState.isAvailable(run, tracked, found.map(Snapshot::status), "snapshots")) {
            return PhaseStatus.WAITING;
        }
        run.journal().facts().put(TAKEN_AT, found.orElseThrow().createdAt());
        run.note("Snapshot " + name + " (" + tracked.id() + ") is available");
        return PhaseStatus.DONE;
    }

    @Override
    public Duration limit() {
        return patience.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        List<String> hints = new ArrayList<>();
        passingState(run).ifPresent(status -> hints.add("the volume is in state '" + status + "'"));
        hints.add("increase `" + patience.setting() + "` for large volumes");
        hints.add("check the Cinder service's health");
        hints.add("verify that the volume is not in an error state");
        return new Finding("Snapshot creation timed out", hints);
    }

    private static Optional<String> passingState(RunContext run) {
        try {
            return volumeState(run).filter(StorageState::isPassing);
        } catch (TransientException | PermanentException e) {
            return Optional.empty();
        }
    }
}
