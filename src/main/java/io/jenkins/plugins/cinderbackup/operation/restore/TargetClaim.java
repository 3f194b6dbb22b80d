package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.cluster.BoundClaim;
import java.util.Optional;

/** The PVC that the user gets, and its PV: what a provisioner would have made, over the volume that was restored. */
record TargetClaim(RestorePlan plan) implements BoundClaim {
    @Override
    public NewClaim claim(RunContext run) {
        return claim(run, TargetVolume.of(run));
    }

    NewClaim claim(RunContext run, TargetVolume target) {
        return new NewClaim(
                plan.target().namespace(),
                plan.target().claim(),
                target.storageClass(),
                target.capacityBytes(),
                target.accessModes(),
                plan.target().labels(),
                plan.target().annotations(),
                run.journal().ownership());
    }

    @Override
    public NewPersistentVolume volume(RunContext run, String claimUid) {
        return volume(
                run,
                TargetVolume.of(run),
                claimUid,
                new NewTargetVolume(plan).made(run).id());
    }

    NewPersistentVolume volume(RunContext run, TargetVolume target, String claimUid, String volumeId) {
        return new NewPersistentVolume(
                volumeName(plan, run),
                plan.target().namespace(),
                plan.target().claim(),
                claimUid,
                volumeId,
                target.driver(),
                target.fsType(),
                // Without the annotation some clusters never delete the volume of a PV that says Delete
                new VolumeUse(target.reclaimPolicy(), target.accessModes(), target.mountOptions(), target.driver()),
                target.storageClass(),
                target.capacityBytes(),
                target.nodeAffinity(),
                Optional.empty(),
                run.journal().ownership());
    }

    /** The name of the PV. */
    static String volumeName(RestorePlan plan, RunContext run) {
        return plan.names().kubernetes(run.journal().run(), "-pv");
    }

    @Override
    public String label() {
        return "PVC";
    }
}
