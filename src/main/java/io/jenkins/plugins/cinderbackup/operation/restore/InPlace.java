package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;
import java.util.stream.Stream;

/** Whether nobody uses a volume that is to be written over. Nothing in Kubernetes keeps a second PV over it from being mounted beside a running workload. */
final class InPlace {
    /** The PVC whose volume is written over, as the checks have found it. */
    static final Fact<SourceClaim> CLAIM = new Fact<>("targetClaim", SourceClaim.class);

    private InPlace() {}

    /**
     * What stands in the way; empty if nothing does.
     *
     * @param claim as the checks have found it
     * @throws PermanentException if it never passes
     */
    static List<Finding> inUse(RestorePlan plan, RunContext run, SourceClaim claim) {
        refuseAnotherVolume(plan, run, claim);
        return Stream.concat(podsUsing(plan, run, List.of()).stream(), notAtRest(plan, run, claim).stream())
                .toList();
    }

    /**
     * Looks the PVC up again: who deletes it and makes it anew gives it another volume, which nobody would have restored.
     *
     * @throws PermanentException if it has another volume by now, or none
     */
    static void refuseAnotherVolume(RestorePlan plan, RunContext run, SourceClaim claim) {
        String now = run.cluster()
                .source(plan.target().namespace(), plan.target().claim(), null)
                .volumeId();
        if (!now.equals(claim.volumeId())) {
            throw PermanentException.of(
                    plan.describeSubject() + " has Cinder volume " + now + " by now, and had " + claim.volumeId()
                            + " when this restore began: it was deleted and made anew meanwhile.",
                    "see who does so, and restore again, into the volume that it has then");
        }
    }

    /**
     * What Cinder says against it, which passes by itself once no pod uses the volume any more: a node takes a while to let it go.
     *
     * @throws PermanentException if it never passes
     */
    static List<Finding> notAtRest(RestorePlan plan, RunContext run, SourceClaim claim) {
        Volume volume = volume(plan, run, claim);
        if (!volume.attached() && volume.status().equals(StorageState.AVAILABLE)) {
            return List.of();
        }
        Finding state = Finding.of(
                "Cinder volume " + volume.id() + " of " + plan.describeSubject() + " is in state '" + volume.status()
                        + "', and is written over only while it is 'available' and attached to no node.",
                "stop what uses it, and wait until the node has let it go");
        if (StorageState.isFailed(volume.status())) {
            throw new PermanentException(state);
        }
        return List.of(state);
    }

    /**
     * The PVC's volume as Cinder has it.
     *
     * @throws PermanentException if there is none
     */
    static Volume volume(RestorePlan plan, RunContext run, SourceClaim claim) {
        return run.storage()
                .volume(claim.volumeId())
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + claim.volumeId() + " of " + plan.describeSubject()
                                + " was not found in cloud " + plan.cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region"));
    }

    /**
     * The pods that use the PVC or may come to.
     *
     * @param butOf the workloads whose pods are no trouble, since the run ends them
     */
    static List<Finding> podsUsing(RestorePlan plan, RunContext run, List<WorkloadScale> butOf) {
        List<String> pods = pods(plan, run, butOf);
        return pods.isEmpty()
                ? List.of()
                : List.of(
                        Finding.of(
                                plan.describeSubject() + " is used by " + (pods.size() == 1 ? "pod " : "pods ")
                                        + String.join(", ", pods) + ", so it is not restored in place.",
                                "scale the workload to 0 and try again, have the restore do so with `scaleDown`, or restore to a new PVC"));
    }

    /** Their names. */
    static List<String> pods(RestorePlan plan, RunContext run, List<WorkloadScale> butOf) {
        return run.cluster().podsUsing(plan.target().namespace(), plan.target().claim(), butOf);
    }
}
