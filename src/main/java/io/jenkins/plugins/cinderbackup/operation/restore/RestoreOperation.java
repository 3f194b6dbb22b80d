package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.WantedIf;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.cluster.HandOver;
import io.jenkins.plugins.cinderbackup.phase.restic.Concessions;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.util.ArrayList;
import java.util.List;

/**
 * From a backup to a PVC. A new PVC is made only once its volume is verified, so that there never is one that is restored in part; from that
 * instant on nothing removes it.
 */
public final class RestoreOperation {
    /** The name of the phase in which the paths that are wanted are looked for in the backup. */
    public static final PhaseId FINDING_FILES = new PhaseId("FindingFiles");
    /** The name of the phase in which it is looked what matches the patterns that are wanted. */
    public static final PhaseId FINDING_MATCHES = new PhaseId("FindingMatches");
    /** The name of the phase in which workloads are scaled to 0. */
    public static final PhaseId SCALING_DOWN = new PhaseId("ScalingDown");
    /** The name of the phase in which restic writes. */
    public static final PhaseId RESTORE = new PhaseId("Restore");
    /** The name of the phase in which Cinder reverts the volume. */
    public static final PhaseId REVERTING = new PhaseId("Reverting");
    /** The name of the phase in which what was written is compared with the backup. */
    public static final PhaseId VERIFY = new PhaseId("Verify");

    /** The operation. */
    public static final Operation<RestorePlan> OPERATION = new Operation<>(
            "restore",
            RestorePlan.class,
            RestoreOperation::procedure,
            RestoreRequirements::of,
            List.of(
                    Checks.PASSED,
                    Invocations.FACT,
                    Concessions.FACT,
                    InPlace.CLAIM,
                    RestorePoint.FACT,
                    CreatingSnapshot.TAKEN_AT,
                    TargetVolume.FACT,
                    RestoreGoal.RESTORED,
                    RestoreGoal.UNTOUCHED,
                    StatsGoal.SIZE,
                    Reverting.FACT),
            new RestoreConclusion());

    private RestoreOperation() {}

    private static Procedure procedure(RestorePlan plan) {
        List<Phase> phases = new ArrayList<>(List.of(checks(plan)));
        restoring(plan).stream()
                .map(phase -> plan.inPlace() ? new AloneOnVolume(plan, phase) : phase)
                .forEach(phases::add);
        phases.add(new Cleanup(plan.cleanupTimeout(), List.of()));
        return new Procedure(phases, List.of());
    }

    private static List<Phase> restoring(RestorePlan plan) {
        List<Phase> phases = new ArrayList<>(List.of(new FindingBackup(plan)));
        if (!plan.scope().paths().isEmpty()) {
            phases.add(new ResticPhase(FINDING_FILES, plan.restic(), new PathsGoal(plan)));
        }
        if (PatternsGoal.isWanted(plan)) {
            phases.add(new ResticPhase(FINDING_MATCHES, plan.restic(), new PatternsGoal(plan)));
        }
        phases.addAll(plan.inPlace() ? inPlace(plan) : toNewClaim(plan));
        return phases;
    }

    /** In this order, for a copy of what has ended well is the better way back. */
    private static List<Phase> inPlace(RestorePlan plan) {
        List<Phase> phases = new ArrayList<>(List.of(new ScalingDown(plan)));
        if (plan.revert()) {
            phases.add(new SafetyVolume(plan));
            phases.add(new Reverting(plan));
        } else {
            phases.add(new SafetySnapshot(plan));
            phases.addAll(writing(plan));
        }
        return phases;
    }

    private static List<Phase> toNewClaim(RestorePlan plan) {
        NewTargetVolume volume = new NewTargetVolume(plan);
        List<Phase> phases = new ArrayList<>(List.of(new CreatingVolume(volume, plan.patience())));
        phases.addAll(writing(plan));
        phases.add(new HandOver(new TargetClaim(plan), volume::made, plan.patience()));
        return phases;
    }

    private static Phase checks(RestorePlan plan) {
        return new Checks(
                List.of(
                        new CredentialsCheck(),
                        new TargetCheck(plan),
                        new RevertCheck(plan),
                        new ClusterCheck(round -> RestorePreview.rehearsal(plan, round)),
                        new RestorePreview(plan)),
                plan.patience(),
                null);
    }

    /** What is from a Cinder snapshot is there already. */
    private static List<Phase> writing(RestorePlan plan) {
        Phase restore = new ResticPhase(RESTORE, plan.restic(), new RestoreGoal(plan));
        List<Phase> phases = new ArrayList<>();
        phases.add(new CreatingPvc(new WorkClaim(plan), plan.patience(), List.of(CreatingPvc.POLICY)));
        phases.add(plan.inPlace() ? new Overwriting(plan, restore) : restore);
        if (plan.verify() && plan.scope().isWhole()) {
            phases.add(new ResticPhase(VERIFY, plan.restic(), new StatsGoal(plan)));
        }
        return phases.stream()
                .<Phase>map(phase -> new WantedIf(RestorePoint::isInRepository, phase))
                .toList();
    }
}
