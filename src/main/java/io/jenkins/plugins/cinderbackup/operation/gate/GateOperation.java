package io.jenkins.plugins.cinderbackup.operation.gate;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.ListGoal;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import java.util.ArrayList;
import java.util.List;

/** Passes if sources have the backups that are asked for, and fails with all that have not. It makes nothing but a Job that lists the repository. */
public final class GateOperation {
    /** The operation. */
    public static final Operation<GatePlan> OPERATION = new Operation<>(
            "gate",
            GatePlan.class,
            GateOperation::procedure,
            plan -> RepositoryRequirements.ALL,
            List.of(Checks.PASSED, Invocations.FACT, ListGoal.LISTED, FindingClaims.FACT, Gate.FACT),
            new GateConclusion());

    private static final PhaseId LIST = new PhaseId("List");

    private GateOperation() {}

    private static Procedure procedure(GatePlan plan) {
        List<Phase> phases = new ArrayList<>();
        phases.add(new Checks(
                List.of(new CredentialsCheck(), new GatePreview(plan)),
                new Patience(plan.job().startTimeout(), "job.startTimeout"),
                null));
        phases.add(new FindingClaims(plan));
        if (plan.refresh()) {
            phases.add(new ResticPhase(LIST, plan.restic(), plan.list()));
        }
        phases.add(new Gate(plan));
        phases.add(new Cleanup(plan.cleanupTimeout(), List.of()));
        return new Procedure(phases, List.of());
    }
}
