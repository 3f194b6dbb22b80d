package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.List;
import java.util.Optional;

/** Whether a new PVC can be had under its name, or the one that is restored in place is there and nobody uses it but the workloads that are scaled to 0. */
record TargetCheck(RestorePlan plan) implements Check {
    /** That there is a PVC of the target's name, so that nobody need try to make it. */
    static final Fact<Boolean> TAKEN = new Fact<>("targetTaken", Boolean.class);

    @Override
    public void check(CheckRound round) {
        if (plan.inPlace()) {
            inPlace(round);
        } else {
            isFree(round);
            storageClass(round);
        }
    }

    private void isFree(CheckRound round) {
        round.attempt(() -> round.run()
                        .cluster()
                        .claimExists(plan.target().namespace(), plan.target().claim()))
                .filter(exists -> exists)
                .ifPresent(exists -> {
                    round.put(TAKEN, true);
                    round.wrong(List.of(Finding.of(
                            plan.describeSubject() + " exists already, and nothing is written over it.",
                            "choose another name by `to.pvc`, or restore into it with `inPlace: true`")));
                });
    }

    /** Also later, for the one that was backed up; but who names one is told of a mistake at once. */
    private void storageClass(CheckRound round) {
        String name = plan.target().storageClass();
        if (name != null && !name.isEmpty()) {
            round.attempt(() -> round.run().cluster().storageClass(name))
                    .filter(Optional::isEmpty)
                    .ifPresent(none -> round.wrong(List.of(Finding.of(
                            "There is no storage class '" + name + "' in the cluster.", "check `to.storageClass`"))));
        }
    }

    private void inPlace(CheckRound round) {
        Optional<SourceClaim> claim = round.attempt(() -> round.run()
                .cluster()
                .source(plan.target().namespace(), plan.target().claim(), null));
        claim.ifPresent(found -> {
            round.put(InPlace.CLAIM, found);
            if (!plan.dryRun() && AloneOnVolume.ahead(round.run(), found) > 0) {
                // What uses it, or is stopped for it, may be so by that one: it is looked at when that is over
                return;
            }
            List<WorkloadScale> stopped = workloads(round);
            List<Finding> pods = round.attempt(() -> InPlace.podsUsing(plan, round.run(), stopped))
                    .orElse(List.of());
            List<Finding> state = round.attempt(() -> InPlace.notAtRest(plan, round.run(), found))
                    .orElse(List.of());
            round.wrong(pods);
            if (!pods.isEmpty()) {
                round.wrong(state);
            } else if (stopped.isEmpty()) {
                round.passing(state);
            }
        });
    }

    /** Those that are scaled to 0, as they are now. */
    private List<WorkloadScale> workloads(CheckRound round) {
        return plan.scaleDown().stream()
                .flatMap(workload -> scale(round, workload).stream())
                .toList();
    }

    private static Optional<WorkloadScale> scale(CheckRound round, Workload workload) {
        Optional<WorkloadScale> seen = round.attempt(() -> ScalingDown.toBeScaled(round.run(), workload));
        seen.flatMap(there -> round.attempt(() -> ScalingDown.claimsLost(round.run(), workload)))
                .ifPresent(round::wrong);
        return seen;
    }

    @Override
    public void passed(CheckRound round) {
        round.get(InPlace.CLAIM).ifPresent(claim -> {
            round.run().concerns(claim.volumeId());
            round.run().found(InPlace.CLAIM, claim);
        });
    }
}
