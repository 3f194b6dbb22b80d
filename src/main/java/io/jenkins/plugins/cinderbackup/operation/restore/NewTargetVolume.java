package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.CsiMetadata;
import io.jenkins.plugins.cinderbackup.phase.storage.VolumeRequest;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.Map;
import java.util.Optional;

/** The volume that is restored to: a blank one, or one from a Cinder snapshot. */
record NewTargetVolume(RestorePlan plan) implements VolumeRequest {
    @Override
    public String name(RunContext run) {
        return plan.names().snapshot(run.journal().startedAt());
    }

    @Override
    public NewVolume volume(RunContext run) {
        TargetVolume target = TargetVolume.of(run);
        return new NewVolume(
                Optional.ofNullable(RestorePoint.of(run).cinderSnapshotId()),
                Optional.empty(),
                name(run),
                CinderDescription.of(run),
                target.sizeGiB(),
                Optional.ofNullable(target.volumeType()),
                Optional.ofNullable(target.availabilityZone()),
                plan.target().isTemporary() ? Map.of() : metadata(run),
                run.journal().ownership());
    }

    private Map<String, String> metadata(RunContext run) {
        return CsiMetadata.of(plan.target().namespace(), plan.target().claim(), TargetClaim.volumeName(plan, run));
    }

    /** As the run has made it. */
    TrackedResource made(RunContext run) {
        return run.journal().resource(ResourceKind.VOLUME, name(run)).orElseThrow();
    }

    @Override
    public String label() {
        return "Volume";
    }
}
