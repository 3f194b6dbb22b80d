package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.AwaitTurn;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.WantedIf;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.util.List;

/** Backs an empty volume up, restores the backup to another one, and removes all of it. */
public final class ScsTestOperation {
    /** The operation. */
    public static final Operation<ScsTestPlan> OPERATION = new Operation<>(
            "volume backup test",
            ScsTestPlan.class,
            ScsTestOperation::procedure,
            plan -> ScsTestRequirements.ALL,
            List.of(Checks.PASSED, PassedParts.FACT, RestoreAsked.FACT),
            new ScsTestConclusion());

    private ScsTestOperation() {}

    private static Procedure procedure(ScsTestPlan plan) {
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(
                                        new CredentialsCheck(),
                                        new UnprivilegedCheck(plan.cloud()),
                                        new TestRoom(plan),
                                        new TestPreview(plan)),
                                plan.patience(),
                                new AwaitTurn(plan.cloud())),
                        new TestedPart(TestPart.CLEANING, new RemovingEarlier(plan)),
                        new TestedPart(
                                TestPart.VOLUME, new CreatingVolume(new EmptyVolume(plan, false), plan.patience())),
                        new TestedPart(TestPart.BACKUP, new TestedBackup(plan, false)),
                        new TestedPart(TestPart.RESTORE, new RestoringBackup(plan, false)),
                        ofIncrement(plan, TestPart.INCREMENT, new TestedBackup(plan, true)),
                        ofIncrement(plan, TestPart.RESTORE_INCREMENT, new RestoringBackup(plan, true)),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }

    private static Phase ofIncrement(ScsTestPlan plan, TestPart part, Phase phase) {
        return new WantedIf(run -> plan.incremental(), new TestedPart(part, phase));
    }
}
