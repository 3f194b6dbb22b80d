package io.jenkins.plugins.cinderbackup.operation.check;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryPreview;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import java.util.List;
import java.util.Optional;

/** Has restic check a repository. It needs a cluster for restic to run in, and no cloud. */
public final class CheckOperation {
    /** The name of the phase in which restic works. */
    public static final PhaseId CHECK = new PhaseId("Check");
    /** The name of the check in what the step returns. */
    public static final String CHECKED = "check";

    /** The operation. */
    public static final Operation<CheckPlan> OPERATION = new Operation<>(
            "check",
            CheckPlan.class,
            CheckOperation::procedure,
            plan -> RepositoryRequirements.ALL,
            List.of(Checks.PASSED, Invocations.FACT, CheckGoal.VERDICT),
            new CheckConclusion());

    private CheckOperation() {}

    private static Procedure procedure(CheckPlan plan) {
        CheckGoal goal = new CheckGoal(plan);
        RepositoryPreview preview =
                new RepositoryPreview(plan.restic(), goal, "Checking " + plan.describeSubject(), plan.remarks());
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(new CredentialsCheck(), new ClusterCheck(preview::rehearsal), preview),
                                new Patience(plan.job().startTimeout(), "job.startTimeout"),
                                null),
                        new ResticPhase(CHECK, plan.restic(), goal),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }

    /** The part of the repository's data that a run has read, of those that are read one after the other; empty if it is none of them, or was not read. */
    public static Optional<String> readPart(RunJournal journal) {
        return OPERATION.isOf(journal) && verdict(journal).isPresent()
                ? Optional.ofNullable(plan(journal).readDataSubset()).filter(ReadDataSubset::isOneOfSome)
                : Optional.empty();
    }

    /** What restic has found; empty where it could not tell. */
    public static Optional<CheckVerdict> verdict(RunJournal journal) {
        return journal.facts().get(CheckGoal.VERDICT);
    }

    /** The plan of a check. */
    public static CheckPlan plan(RunJournal journal) {
        return CheckPlan.class.cast(journal.plan());
    }
}
