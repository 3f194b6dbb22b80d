package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.AwaitTurn;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.WantedIf;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backs a volume up, restores the backup to another one, and removes all of it; where a cluster is named, data are on it, and what comes back is compared. */
public final class ScsTestOperation {
    /** The operation. */
    public static final Operation<ScsTestPlan> OPERATION = new Operation<>(
            "volume backup test",
            ScsTestPlan.class,
            ScsTestOperation::procedure,
            ScsTestRequirements::of,
            List.of(Checks.PASSED, PassedParts.FACT, RestoreAsked.FACT, TestedData.FACT),
            new ScsTestConclusion());

    private ScsTestOperation() {}

    private static Procedure procedure(ScsTestPlan plan) {
        List<Phase> phases = new ArrayList<>();
        phases.add(new Checks(checks(plan), plan.patience(), new AwaitTurn(plan.cloud())));
        phases.add(new TestedPart(TestPart.CLEANING, new RemovingEarlier(plan)));
        phases.add(new TestedPart(TestPart.VOLUME, new CreatingVolume(new EmptyVolume(plan, false), plan.patience())));
        ofData(plan, TestPart.WRITE).ifPresent(phases::add);
        phases.add(new TestedPart(TestPart.BACKUP, new TestedBackup(plan, false)));
        phases.add(new TestedPart(TestPart.RESTORE, new RestoringBackup(plan, false)));
        ofData(plan, TestPart.COMPARE).ifPresent(phases::add);
        if (plan.incremental()) {
            ofData(plan, TestPart.WRITE_MORE).ifPresent(phases::add);
            phases.add(new TestedPart(TestPart.INCREMENT, new TestedBackup(plan, true)));
            phases.add(new TestedPart(TestPart.RESTORE_INCREMENT, new RestoringBackup(plan, true)));
            ofData(plan, TestPart.COMPARE_INCREMENT).ifPresent(phases::add);
        }
        phases.add(new Cleanup(plan.cleanupTimeout(), List.of()));
        return new Procedure(phases, List.of());
    }

    private static List<Check> checks(ScsTestPlan plan) {
        List<Check> checks = new ArrayList<>(
                List.of(new CredentialsCheck(), new UnprivilegedCheck(plan.cloud()), new TestRoom(plan)));
        plan.objects(TestPart.WRITE)
                .ifPresent(objects -> checks.add(new ClusterCheck(round -> objects.rehearsal(round.run()))));
        checks.add(new TestPreview(plan));
        return checks;
    }

    private static Optional<Phase> ofData(ScsTestPlan plan, TestPart part) {
        return plan.objects(part)
                .map(objects -> new WantedIf(
                        run -> TestedData.of(run.journal()).goesOn(), new TestedPart(part, new DataPart(objects))));
    }
}
