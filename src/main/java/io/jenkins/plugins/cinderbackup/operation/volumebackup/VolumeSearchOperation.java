package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.util.List;

/** Finds all volumes of a server; a backup by Cinder of each of them follows, all begun together. It creates nothing itself, and a check does all that it does. */
public final class VolumeSearchOperation {
    /** The operation. */
    public static final Operation<VolumeSearchPlan> OPERATION = new Operation<>(
            "volume search",
            VolumeSearchPlan.class,
            VolumeSearchOperation::procedure,
            // Also what only the backups need: a right that is missing is said before any of them begins
            plan -> VolumeBackupRequirements.MAKING,
            List.of(Checks.PASSED, FoundVolumes.FACT),
            new VolumeSearchConclusion(),
            new ServerBackups());

    private VolumeSearchOperation() {}

    private static Procedure procedure(VolumeSearchPlan plan) {
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(
                                        new CredentialsCheck(),
                                        new AttachedVolumesCheck(plan),
                                        new BackupRoom(plan.each(), AttachedVolumesCheck::volumes)),
                                plan.each().patience(),
                                null),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }
}
