package io.jenkins.plugins.cinderbackup.phase.storage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.Map;
import java.util.Optional;

/**
 * The temporary volume from the run's snapshot.
 *
 * @param volumeType the volume type, or null for Cinder's choice
 * @param availabilityZone the zone, or null for Cinder's choice
 */
public record CopyOfSnapshot(
        Names names,
        @CheckForNull String volumeType,
        @CheckForNull String availabilityZone) implements VolumeRequest {
    @Override
    public String name(RunContext run) {
        return names.volume(run.journal().startedAt());
    }

    @Override
    public NewVolume volume(RunContext run) {
        TrackedResource tracked = run.journal()
                .resource(ResourceKind.SNAPSHOT, names.snapshot(run.journal().startedAt()))
                .orElseThrow();
        // The source may have grown between the check and the snapshot; a volume must not be smaller than its snapshot.
        long atFirst = run.fact(SourceVolume.FACT).orElseThrow().sizeGiB();
        long size = run.storage().snapshot(tracked.id()).map(Snapshot::sizeGiB).orElse(atFirst);
        return new NewVolume(
                Optional.of(tracked.id()),
                Optional.empty(),
                name(run),
                CinderDescription.of(run),
                Math.max(size, atFirst),
                Optional.ofNullable(volumeType),
                Optional.ofNullable(availabilityZone),
                Map.of(),
                run.journal().ownership());
    }

    @Override
    public String label() {
        return "Temporary volume";
    }
}
