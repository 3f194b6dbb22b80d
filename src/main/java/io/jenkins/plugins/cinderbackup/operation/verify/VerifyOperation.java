package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.operation.restore.ChosenBackup;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryPreview;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has restic check a repository, and restore a backup from it on trial: to a temporary volume, of which nothing stays, and which a test may look at. A check alone needs a cluster for restic to
 * run in, and no cloud.
 */
public final class VerifyOperation {
    /** The name of the phase in which restic checks the repository. */
    public static final PhaseId CHECK = new PhaseId("Check");
    /** The name of the phase in which restic restores. */
    public static final PhaseId RESTORE = new PhaseId("Restore");
    /** The name of the phase in which what was restored is compared with the backup. */
    public static final PhaseId COMPARE = new PhaseId("Compare");
    /** The name of the phase in which every byte that was restored is compared with the backup. */
    public static final PhaseId COMPARE_CONTENT = new PhaseId("CompareContent");

    /** The name of the phase in which a test looks at what was restored. */
    public static final PhaseId TEST = new PhaseId("Test");

    /** The name of the phase in which a volume is made from the Cinder snapshot that was kept of the backup. */
    public static final PhaseId COPY_SNAPSHOT = new PhaseId("CopyingSnapshot");
    /** The name of the phase in which the PVC over that is made. */
    public static final PhaseId COPY_PVC = new PhaseId("CreatingCopyPVC");
    /** The name of the phase in which restic reads that. */
    public static final PhaseId COMPARE_SNAPSHOT = new PhaseId("CompareSnapshot");

    /** The name of the check of the repository in what the step returns. */
    public static final String CHECKED = "check";
    /** That of the backup's age, which is there only if it is too old. */
    public static final String AGE = "age";
    /** That of the restore. */
    public static final String RESTORED = "restore";
    /** That of the comparison. */
    public static final String COMPARED = "compare";
    /** That of the comparison bit by bit, which only a restic of 0.17 or later can make. */
    public static final String CONTENT = "content";
    /** That of the test. */
    public static final String TESTED = "test";
    /** That of the comparison with the Cinder snapshot that was kept. */
    public static final String SNAPSHOT_COMPARED = "compareSnapshot";

    /** The operation. */
    public static final Operation<VerifyPlan> OPERATION = new Operation<>(
            "verification",
            VerifyPlan.class,
            VerifyOperation::procedure,
            VerifyOperation::needs,
            Stream.of(
                            Stream.<Fact<?>>of(Checks.PASSED, Invocations.FACT, Answers.FACT, Testing.BEGUN),
                            TrialRestore.FACTS.stream(),
                            SnapshotComparison.FACTS.stream())
                    .flatMap(facts -> facts)
                    .toList(),
            new VerifyConclusion());

    private VerifyOperation() {}

    private static Requirements needs(VerifyPlan plan) {
        Requirements trial = plan.trial().map(TrialRestore::needs).orElse(RepositoryRequirements.ALL);
        Requirements needs = plan.test().map(test -> test.needs(trial)).orElse(trial);
        return plan.snapshot().map(snapshot -> snapshot.needs(needs)).orElse(needs);
    }

    private static Procedure procedure(VerifyPlan plan) {
        List<Phase> phases = new ArrayList<>();
        phases.add(checks(plan));
        plan.trial().ifPresent(trial -> {
            Duration maxAge = plan.drill().maxAge();
            Phase finding = trial.finding(
                    plan.snapshot().map(SnapshotComparison::choosing).orElse(ChosenBackup.NOBODY));
            phases.add(maxAge == null ? finding : new BackupAge(plan, maxAge, finding));
        });
        if (plan.check()) {
            phases.add(new ResticPhase(CHECK, plan.restic(), new CheckGoal(plan)));
        }
        plan.trial().ifPresent(trial -> phases.addAll(restoring(plan, trial)));
        phases.add(new Cleanup(plan.cleanupTimeout(), List.of()));
        return new Procedure(phases, List.of());
    }

    private static List<Phase> restoring(VerifyPlan plan, TrialRestore trial) {
        DrillGoal restore = new DrillGoal(
                plan,
                RESTORED,
                "all of it was written, read again, and was as the repository has it",
                trial.restoring());
        DrillGoal compare = new DrillGoal(
                plan,
                COMPARED,
                "as many files and bytes as the repository says",
                trial.comparing((run, why) -> BackupVerdict.notGood(
                        run, plan, COMPARED, why, "verify it once more; if it stays so, make another backup")));
        List<Phase> phases = new ArrayList<>(List.of(
                trial.volume(),
                trial.claim(),
                new ResticPhase(RESTORE, plan.restic(), restore),
                new ResticPhase(COMPARE, plan.restic(), compare),
                new ResticPhase(COMPARE_CONTENT, plan.restic(), new ContentGoal(trial))));
        plan.test().ifPresent(test -> phases.add(new Testing(plan, test)));
        Duration maxDuration = plan.drill().maxDuration();
        if (maxDuration != null) {
            phases.add(new RestoreTime(maxDuration, phases.remove(phases.size() - 1)));
        }
        plan.snapshot().ifPresent(snapshot -> phases.addAll(snapshot.phases()));
        return phases;
    }

    private static Phase checks(VerifyPlan plan) {
        List<Check> checks = plan.trial()
                .map(trial -> List.<Check>of(
                        new CredentialsCheck(),
                        new ClusterCheck(round -> rehearsal(plan, trial, round)),
                        new VerifyPreview(plan, trial)))
                .orElseGet(() -> checksOfRepository(plan));
        return new Checks(checks, new Patience(plan.job().startTimeout(), "job.startTimeout"), null);
    }

    private static Rehearsal rehearsal(VerifyPlan plan, TrialRestore trial, CheckRound round) {
        Rehearsal restore = trial.rehearsal(round);
        Rehearsal tested =
                plan.test().map(test -> test.rehearsal(round, restore)).orElse(restore);
        return plan.snapshot()
                .map(snapshot -> snapshot.rehearsal(round, tested))
                .orElse(tested);
    }

    private static List<Check> checksOfRepository(VerifyPlan plan) {
        RepositoryPreview preview = new RepositoryPreview(
                plan.restic(), new CheckGoal(plan), "Checking " + plan.describeSubject(), plan.remarks());
        return List.of(new CredentialsCheck(), new ClusterCheck(preview::rehearsal), preview);
    }

    /** The part of the repository's data that a run has read, of those that are read one after the other; empty if it is none of them, or was not read. */
    public static Optional<String> readPart(RunJournal journal) {
        return OPERATION.isOf(journal)
                        && VerifyOutcome.of(journal).answer(CHECKED).isPresent()
                ? Optional.ofNullable(plan(journal).readDataSubset()).filter(ReadDataSubset::isOneOfSome)
                : Optional.empty();
    }

    /** The plan of a verification. */
    public static VerifyPlan plan(RunJournal journal) {
        return VerifyPlan.class.cast(journal.plan());
    }
}
