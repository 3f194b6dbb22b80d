package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreGoal.Restored;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.restic.Concessions;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.RestoreSize;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The parts of a restore to a temporary volume, which nobody is to have: all of it goes with the run. In which order, and what their ends mean, is for who tries it.
 *
 * @param plan of a whole backup in the repository, whose target is {@linkplain RestorePlan.Target#temporary temporary}
 */
public record TrialRestore(RestorePlan plan) {
    /** What its parts find out. */
    public static final List<Fact<?>> FACTS =
            List.of(Concessions.FACT, RestorePoint.FACT, TargetVolume.FACT, RestoreGoal.RESTORED, StatsGoal.SIZE);

    /** What its credentials must be allowed to do. */
    public Requirements needs() {
        return RestoreRequirements.of(plan);
    }

    /** Finds the one backup that is meant, and tells who else wants to know. */
    public Phase finding(ChosenBackup chosen) {
        return new FindingBackup(plan, new FindGoal(plan, chosen));
    }

    /** The Cinder snapshot that was kept of a backup and is of the source's volume; empty if there is none of which a volume can be made. */
    public Optional<Snapshot> kept(RunContext run, SnapshotTags tags) {
        return new KeptOfBackup(plan, run).find(tags);
    }

    /** Makes a blank volume. */
    public Phase volume() {
        return new CreatingVolume(new NewTargetVolume(plan), plan.patience());
    }

    /** Makes the PVC over it. */
    public Phase claim() {
        return new CreatingPvc(new WorkClaim(plan), plan.patience(), List.of(CreatingPvc.POLICY));
    }

    /** The name of that PVC, which lives in the namespace of the Jobs. */
    public String claim(RunContext run) {
        return new WorkClaim(plan).name(run);
    }

    /** restic writes the files of the backup to the volume, and reads them again. */
    public ResticGoal restoring() {
        return new RestoreGoal(plan);
    }

    /**
     * Compares what was restored with what the repository says that the backup has.
     *
     * @param notWhole the failure where that differs, and how
     */
    public ResticGoal comparing(BiFunction<RunContext, String, PermanentException> notWhole) {
        return new StatsGoal(plan, notWhole);
    }

    /** Compares all that is on the volume with the backup, once that is found. */
    public ResticCommand comparison(RunContext run) {
        return ResticCommand.compareContent(RestorePoint.of(run).resticId());
    }

    /** The volume where restic wrote to it, for one who only reads. */
    public ContainerJob.Mount readOnly(RunContext run) {
        return new ContainerJob.Mount(claim(run), BackupSource.MOUNT, true);
    }

    /** The objects that it makes, as far as they are known before the backup is found. */
    public Rehearsal rehearsal(CheckRound round) {
        return RestorePreview.rehearsal(plan, round);
    }

    /** What it would do, as lines of a dry run. */
    public List<String> preview(RunContext run) {
        return new RestorePreview(plan).lines(run);
    }

    /** Whether a run has restored it. */
    public static boolean isDone(RunJournal journal) {
        return journal.facts().get(RestoreGoal.RESTORED).isPresent();
    }

    /** Whether a run has restored it, and restic does not say how much, so that there is nothing to compare. */
    public static boolean isUncounted(RunJournal journal) {
        return journal.facts()
                .get(RestoreGoal.RESTORED)
                .filter(restored -> restored.files() == null)
                .isPresent();
    }

    /** What the repository says that the backup has; empty before it was asked. */
    public static Optional<RestoreSize> size(RunJournal journal) {
        return journal.facts().get(StatsGoal.SIZE);
    }

    /** How many bytes a run has restored; empty if it has not, or nobody knows. */
    public static Optional<Long> bytes(RunJournal journal) {
        return journal.facts().get(RestoreGoal.RESTORED).map(Restored::bytes);
    }
}
