package io.jenkins.plugins.cinderbackup.phase.storage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the temporary volume from the run's snapshot and awaits it.
 *
 * @param volumeType the volume type, or null for Cinder's choice
 * @param availabilityZone the zone, or null for Cinder's choice
 * @param limit until it is {@code available}
 */
public record CreatingVolume(
        Names names,
        @CheckForNull String volumeType,
        @CheckForNull String availabilityZone,
        Duration limit) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("CreatingVolume");

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
        String name = names.volume(run.journal().startedAt());
        PhaseStatus created = run.create(
                ResourceKind.VOLUME,
                null,
                name,
                () -> run.storage().volumesOf(run.journal().run()).stream()
                        .filter(volume -> volume.name().equals(name))
                        .map(Volume::id)
                        .findFirst(),
                () -> run.storage().createVolume(request(run, name)).id());
        return created == PhaseStatus.DONE ? await(run, name) : created;
    }

    private NewVolume request(RunContext run, String name) {
        TrackedResource tracked = run.journal()
                .resource(ResourceKind.SNAPSHOT, names.snapshot(run.journal().startedAt()))
                .orElseThrow();
        // The source may have grown between the check and the snapshot; a volume must not be smaller than its snapshot.
        long atFirst = run.fact(SourceVolume.FACT).orElseThrow().sizeGiB();
        long size = run.storage().snapshot(tracked.id()).map(Snapshot::sizeGiB).orElse(atFirst);
        return new NewVolume(
                Optional.of(tracked.id()),
                name,
                CinderDescription.of(run),
                Math.max(size, atFirst),
                Optional.ofNullable(volumeType),
                Optional.ofNullable(availabilityZone),
                Map.of(),
                run.journal().ownership());
    }

    private static PhaseStatus await(RunContext run, String name) {
        TrackedResource tracked =
                run.journal().resource(ResourceKind.VOLUME, name).orElseThrow();
        Optional<Volume> found = run.storage().volume(tracked.id());
        if (!StorageState.isAvailable(run, tracked, found.map(Volume::status), "volumes")) {
            return PhaseStatus.WAITING;
        }
        run.note("Temporary volume " + name + " (" + tracked.id() + ", "
                + found.orElseThrow().sizeGiB() + " GiB) is available");
        return PhaseStatus.DONE;
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Temporary volume creation timed out",
                "increase `temporaryVolume.timeout` where the back end copies the data of a snapshot",
                "check the Cinder service's health and the back end's free space");
    }
}
