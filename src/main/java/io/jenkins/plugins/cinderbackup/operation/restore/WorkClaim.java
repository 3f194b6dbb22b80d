package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.cluster.BoundClaim;
import java.util.Optional;

/** The temporary PVC through which restic writes, in the namespace of the Jobs: so the repository's keys are never where the restored files are used. */
record WorkClaim(RestorePlan plan) implements BoundClaim {
    @Override
    public NewClaim claim(RunContext run) {
        return claim(run, TargetVolume.of(run));
    }

    NewClaim claim(RunContext run, TargetVolume target) {
        return NewClaim.temporary(
                plan.job().namespace(),
                name(run),
                target.storageClass(),
                target.capacityBytes(),
                run.journal().ownership());
    }

    @Override
    public NewPersistentVolume volume(RunContext run, String claimUid) {
        TargetVolume target = TargetVolume.of(run);
        String volumeId = plan.inPlace()
                ? target.volumeId()
                : new NewTargetVolume(plan).made(run).id();
        return volume(run, target, claimUid, volumeId);
    }

    NewPersistentVolume volume(RunContext run, TargetVolume target, String claimUid, String volumeId) {
        return new NewPersistentVolume(
                name(run),
                plan.job().namespace(),
                name(run),
                claimUid,
                volumeId,
                target.driver(),
                target.fsType(),
                VolumeUse.writing(target.mountOptions()),
                target.storageClass(),
                target.capacityBytes(),
                target.nodeAffinity(),
                Optional.empty(),
                run.journal().ownership());
    }

    /** The name of both. */
    String name(RunContext run) {
        return plan.names().kubernetes(run.journal().run(), "");
    }

    @Override
    public String label() {
        return "Temporary PVC";
    }
}
