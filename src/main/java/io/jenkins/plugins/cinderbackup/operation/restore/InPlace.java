package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether nobody uses a volume that is to be written over. Nothing in Kubernetes keeps a second PV over it from being mounted beside a running workload. */
final class InPlace {
    /** The PVC whose volume is written over, as the checks have found it. */
    static final Fact<SourceClaim> CLAIM = new Fact<>("targetClaim", SourceClaim.class);

    private InPlace() {}

    /** What stands in the way; empty if nothing does. */
    static List<Finding> inUse(RestorePlan plan, RunContext run, SourceClaim claim) {
        List<Finding> findings = new ArrayList<>(podsUsing(plan, run));
        Optional<Volume> volume = run.storage().volume(claim.volumeId());
        if (volume.isEmpty()) {
            findings.add(Finding.of(
                    "Cinder volume " + claim.volumeId() + " of " + plan.describeSubject() + " was not found in cloud "
                            + plan.cloud() + ".",
                    "check that the OpenStack credential belongs to the project of the volume, and the region"));
        } else if (volume.get().attached() || !volume.get().status().equals(StorageState.AVAILABLE)) {
            findings.add(Finding.of(
                    "Cinder volume " + claim.volumeId() + " of " + plan.describeSubject() + " is in state '"
                            + volume.get().status()
                            + "', and is written over only while it is 'available' and attached to no node.",
                    "stop what uses it, and wait until the node has let it go"));
        }
        return findings;
    }

    /** The pods that use the PVC or may come to. */
    static List<Finding> podsUsing(RestorePlan plan, RunContext run) {
        List<String> pods =
                run.cluster().podsUsing(plan.target().namespace(), plan.target().claim());
        return pods.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        plan.describeSubject() + " is used by " + (pods.size() == 1 ? "pod " : "pods ")
                                + String.join(", ", pods) + ", so it is not restored in place.",
                        "scale the workload to 0 and try again, or restore to a new PVC"));
    }
}
