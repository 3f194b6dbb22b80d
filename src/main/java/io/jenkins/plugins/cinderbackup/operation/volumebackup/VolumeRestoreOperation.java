package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.AwaitTurn;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.OverwrittenVolume;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.util.List;

/** From one of Cinder's own backups to a volume with its data. */
public final class VolumeRestoreOperation {
    /** The name of the phase in which Cinder works. */
    public static final PhaseId RESTORING = new PhaseId("Restoring");

    /** The operation. */
    public static final Operation<VolumeRestorePlan> OPERATION = new Operation<>(
            "volume restore",
            VolumeRestorePlan.class,
            VolumeRestoreOperation::procedure,
            plan -> plan.isToNew()
                    ? VolumeBackupRequirements.RESTORING_TO_NEW
                    : VolumeBackupRequirements.RESTORING_OVER,
            List.of(Checks.PASSED, RestoredBackup.FACT, OverwrittenVolume.FACT, RestoredVolume.FACT),
            new VolumeRestoreConclusion());

    private VolumeRestoreOperation() {}

    private static Procedure procedure(VolumeRestorePlan plan) {
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(
                                        new CredentialsCheck(),
                                        new RestorableBackup(plan),
                                        plan.isToNew() ? new NewVolumeRoom(plan) : new OverwritableVolume(plan),
                                        new VolumeRestorePreview(plan)),
                                plan.patience(),
                                new AwaitTurn(plan.cloud())),
                        plan.isToNew() ? new RestoringToNew(plan) : new RestoringOver(plan),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }
}
