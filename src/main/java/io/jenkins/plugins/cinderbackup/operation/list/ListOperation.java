package io.jenkins.plugins.cinderbackup.operation.list;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
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
import io.jenkins.plugins.cinderbackup.phase.restic.ListGoal;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryPreview;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Has restic list a repository, for the catalog. It needs a cluster for restic to run in, and no cloud. */
public final class ListOperation {
    /** The name of the phase in which restic works. */
    public static final PhaseId LIST = new PhaseId("List");

    /** The operation. */
    public static final Operation<ListPlan> OPERATION = new Operation<>(
            "list",
            ListPlan.class,
            ListOperation::procedure,
            plan -> RepositoryRequirements.ALL,
            List.of(Checks.PASSED, Invocations.FACT, ListGoal.LISTED),
            ListOperation::values);

    private ListOperation() {}

    private static Procedure procedure(ListPlan plan) {
        ListGoal goal = new ListGoal(plan.repository(), plan.filter());
        RepositoryPreview preview =
                new RepositoryPreview(plan.restic(), goal, "Listing " + plan.describeSubject(), plan.remarks());
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(new CredentialsCheck(), new ClusterCheck(preview::rehearsal), preview),
                                new Patience(plan.job().startTimeout(), "job.startTimeout"),
                                null),
                        new ResticPhase(LIST, plan.restic(), goal),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }

    /** See {@link Conclusion#values}; null where restic has listed nothing, not even that there is nothing. */
    private static Map<String, Object> values(RunJournal journal) {
        return Collections.singletonMap(
                "snapshots", journal.facts().get(ListGoal.LISTED).orElse(null));
    }
}
