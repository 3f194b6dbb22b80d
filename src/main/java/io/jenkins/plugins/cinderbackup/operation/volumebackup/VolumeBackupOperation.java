package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.AwaitTurn;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.WantedIf;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import java.util.ArrayList;
import java.util.List;

/** From a volume to a backup of it by Cinder. */
public final class VolumeBackupOperation {
    /** The name of the phase in which Cinder works. */
    public static final PhaseId BACKING_UP = new PhaseId("BackingUp");
    /** The name of the phase that removes earlier backups. */
    public static final PhaseId RETENTION = new PhaseId("Retention");

    /** The operation. */
    public static final Operation<VolumeBackupPlan> OPERATION = new Operation<>(
            "volume backup",
            VolumeBackupPlan.class,
            VolumeBackupOperation::procedure,
            plan -> plan.claim() == null ? VolumeBackupRequirements.MAKING : VolumeBackupRequirements.MAKING_OF_CLAIM,
            List.of(
                    Checks.PASSED,
                    SourceVolume.FACT,
                    Chain.FACT,
                    CreatingSnapshot.TAKEN_AT,
                    MadeBackup.FACT,
                    RemovedBackups.FACT),
            new VolumeBackupConclusion());

    private VolumeBackupOperation() {}

    private static Procedure procedure(VolumeBackupPlan plan) {
        return new Procedure(
                List.of(
                        new Checks(checks(plan), plan.patience(), new AwaitTurn(plan.cloud())),
                        new WantedIf(
                                run -> plan.takesSnapshot(),
                                new CreatingSnapshot(plan.names(), plan.force(), plan.patience())),
                        new BackingUp(plan),
                        new WantedIf(run -> plan.removesAny(), new RemovingExpired(plan)),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }

    private static List<Check> checks(VolumeBackupPlan plan) {
        List<Check> checks = new ArrayList<>();
        checks.add(new CredentialsCheck());
        if (plan.claim() != null) {
            checks.add(new VolumeBehindClaim(plan.claim()));
        }
        checks.add(new BackedUpVolumeCheck(plan));
        checks.add(new ChainCheck(plan));
        checks.add(new BackupRoom(
                plan, round -> round.get(SourceVolumeCheck.SEEN).stream().toList()));
        checks.add(new VolumeBackupPreview(plan));
        return checks;
    }
}
