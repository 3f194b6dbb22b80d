package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Scales the workloads to 0 whose pods use the volume, and waits until it is free. What they were is written down before, and the clean-up scales them back, whatever
 * has become of the run.
 */
record ScalingDown(RestorePlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return RestoreOperation.SCALING_DOWN;
    }

    @Override
    public boolean isWanted(RunContext run) {
        return !plan.scaleDown().isEmpty();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        for (Workload workload : plan.scaleDown()) {
            Optional<TrackedResource> known = run.journal().resource(workload.kind(), workload.name());
            if (known.map(TrackedResource::state).filter(State.CREATED::equals).isEmpty()) {
                return scaleDown(run, workload, known.filter(TrackedResource::isRemovable));
            }
        }
        List<Finding> inUse = InPlace.inUse(plan, run, run.fact(InPlace.CLAIM).orElseThrow());
        return inUse.isEmpty() ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    /** @param intent of an earlier call, whose answer is not known */
    private static PhaseStatus scaleDown(RunContext run, Workload workload, Optional<TrackedResource> intent) {
        Optional<TrackedResource> done = intent.filter(known -> run.cluster()
                .scaleOf(workload)
                .filter(seen -> seen.uid().equals(known.id()) && seen.replicas() == 0)
                .isPresent());
        if (done.isPresent()) {
            run.move(done.get(), State.CREATED);
            return PhaseStatus.ACTED;
        }
        WorkloadScale before = toBeScaled(run, workload);
        Findings findings = new Findings();
        findings.addAll(claimsLost(run, workload));
        findings.throwIfAny();
        PhaseStatus status = run.scaleDown(workload, before);
        run.note(workload.describe() + " is scaled to 0 from " + before.replicas()
                + ", and scaled back when the volume is free again");
        return status;
    }

    /**
     * How a workload is scaled now that is to be scaled to 0.
     *
     * @throws PermanentException if there is none, or it is at 0 already: to what it is to be scaled back nobody would know
     */
    static WorkloadScale toBeScaled(RunContext run, Workload workload) {
        WorkloadScale seen = run.cluster()
                .scaleOf(workload)
                .orElseThrow(() -> PermanentException.of(
                        "There is no " + workload.describe() + ".", "check `scaleDown` and the namespace of the PVC"));
        if (seen.replicas() == 0) {
            throw PermanentException.of(
                    workload.describe() + " is at 0 replicas already, so nobody knows to what it is to be scaled back.",
                    "leave it out of `scaleDown`",
                    "where an earlier restore has scaled it down, wait until that is undone: see Manage Jenkins, Cinder Backup Leftovers");
        }
        return seen;
    }

    /** That the PVCs of a workload would go with its pods; empty if they stay. To be looked at after {@link #toBeScaled}, so that a change in between is noticed. */
    static List<Finding> claimsLost(RunContext run, Workload workload) {
        return run.cluster().losesClaims(workload)
                ? List.of(Finding.of(
                        workload.describe()
                                + " has Kubernetes delete its PVCs when it is scaled down, which may be the one that is to be restored.",
                        "set `persistentVolumeClaimRetentionPolicy.whenScaled` of the StatefulSet to `Retain` before anybody scales it down",
                        "restore to a new PVC"))
                : List.of();
    }

    @Override
    public Duration limit() {
        return plan.patience().limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The volume of " + plan.describeSubject() + " was not free within " + limit().toSeconds()
                        + " s after the workloads were scaled to 0",
                "increase `" + plan.patience().setting()
                        + "` where its pods take longer to end or its node to let it go",
                "see whether an operator or a GitOps tool scales the workload back, and stop that first");
    }
}
