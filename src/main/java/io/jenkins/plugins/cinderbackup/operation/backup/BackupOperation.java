package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Companion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.AwaitTurn;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.cluster.SourceClaimCheck;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import io.jenkins.plugins.cinderbackup.phase.storage.AwaitExpired;
import io.jenkins.plugins.cinderbackup.phase.storage.CopyOfSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaCheck;
import io.jenkins.plugins.cinderbackup.phase.storage.RequestedDeletions;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a snapshot of the source to a restic backup of it, and nothing left behind. */
public final class BackupOperation {
    /** The name of the phase in which restic works. */
    public static final PhaseId BACKUP = new PhaseId("Backup");
    /** The name of the phase that decides what stays. */
    public static final PhaseId RETENTION = Retention.ID;

    /** The operation. */
    public static final Operation<BackupPlan> OPERATION = new Operation<>(
            "backup",
            BackupPlan.class,
            BackupOperation::procedure,
            plan -> BackupRequirements.ALL,
            List.of(
                    Checks.PASSED,
                    SourceVolume.FACT,
                    TemporaryClaim.SOURCE,
                    RequestedDeletions.FACT,
                    CreatingSnapshot.TAKEN_AT,
                    Invocations.FACT,
                    BackupFacts.SUMMARY,
                    BackupFacts.EMPTY_SNAPSHOT,
                    BackupFacts.UNSOUND_LEFT,
                    BackupFacts.RETENTION_FAILED),
            new BackupConclusion());

    private BackupOperation() {}

    private static Procedure procedure(BackupPlan plan) {
        BackupPlan.TemporaryVolume copy = plan.temporaryVolume();
        Patience patience = new Patience(copy.timeout(), "temporaryVolume.timeout");
        Patience snapshots = new Patience(plan.snapshot().timeout(), "snapshot.timeout");
        Upkeep upkeep = new Upkeep(plan);
        List<Companion> companions = List.of(upkeep, new AwaitExpired());
        return new Procedure(
                List.of(
                        new Checks(checks(plan), snapshots, new AwaitTurn(plan.cloud())),
                        new CreatingSnapshot(plan.names(), plan.snapshot().force(), snapshots),
                        new CreatingVolume(
                                new CopyOfSnapshot(plan.names(), copy.volumeType(), copy.availabilityZone()), patience),
                        new CreatingPvc(
                                plan.temporaryClaim(),
                                patience,
                                List.of(
                                        "verify that the CSI driver can create volumes from snapshots",
                                        "check that the storage class supports it")),
                        new ResticPhase(BACKUP, plan.restic(), new BackupGoal(plan)),
                        new Retention(plan, upkeep),
                        new Cleanup(plan.cleanupTimeout(), companions)),
                companions);
    }

    private static List<Check> checks(BackupPlan plan) {
        List<Check> checks = new ArrayList<>();
        checks.add(new CredentialsCheck());
        if (plan.pvc() != null) {
            checks.add(new SourceClaimCheck(plan.namespace(), plan.pvc(), plan.volumeId()));
        }
        checks.add(new SourceVolumeCheck(
                round -> volumeId(plan, round),
                plan.describeSubject(),
                plan.cloud(),
                plan.snapshot().force()));
        checks.add(new QuotaCheck(plan.snapshot().keep(), plan.cloud()));
        checks.add(new ClusterCheck(round -> BackupPreview.rehearsal(plan, round)));
        checks.add(new BackupPreview(plan));
        return checks;
    }

    private static Optional<String> volumeId(BackupPlan plan, CheckRound round) {
        return Optional.ofNullable(plan.volumeId())
                .or(() -> round.get(TemporaryClaim.SOURCE).map(claim -> claim.volumeId()));
    }
}
