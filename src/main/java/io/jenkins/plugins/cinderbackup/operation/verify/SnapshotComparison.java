package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.operation.restore.ChosenBackup;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.Named;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticPhase;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comparison of a backup with the Cinder snapshot that was kept of it: a volume from that, a PVC over it that nobody writes to, and restic, which reads all of
 * it again. All of that goes with the run.
 */
record SnapshotComparison(VerifyPlan plan, TrialRestore trial) {
    /** What it finds out. */
    static final List<Fact<?>> FACTS = List.of(ComparedSnapshot.FACT, TemporaryClaim.SOURCE, SourceVolume.FACT);

    private static final List<Permission> SOURCE =
            List.of(new Permission("get", "", "persistentvolumeclaims", "", true));
    private static final AccessRule SNAPSHOTS = new AccessRule("volumev3", "GET", "/snapshots/*");

    /** Beside those of the restore on trial, which are there at the same time. */
    private Names names() {
        Names restore = trial.plan().restic().names();
        return new Names(restore.prefix(), restore.source() + "-snapshot");
    }

    private CopyClaim copy() {
        return new CopyClaim(names(), plan.job().namespace());
    }

    private SnapshotGoal goal() {
        return new SnapshotGoal(plan, copy());
    }

    /** Finds the snapshot, once the backup is found. */
    ChosenBackup choosing() {
        return new ChoosingSnapshot(plan.drill(), trial);
    }

    /** Its phases in their order. */
    List<Phase> phases() {
        Patience patience = new Patience(plan.job().startTimeout(), "job.startTimeout");
        return List.of(
                new Named(VerifyOperation.COPY_SNAPSHOT, new CreatingVolume(new CopyVolume(names()), patience)),
                new Named(VerifyOperation.COPY_PVC, new CreatingPvc(copy(), patience, List.of(CreatingPvc.POLICY))),
                new ResticPhase(VerifyOperation.COMPARE_SNAPSHOT, plan.restic(), goal()));
    }

    /** What it needs in addition to this. */
    Requirements needs(Requirements others) {
        return new Requirements(
                others.permissions(),
                plan.drill().claim() == null ? others.sourcePermissions() : SOURCE,
                Stream.concat(others.accessRules().stream(), Stream.of(SNAPSHOTS))
                        .toList());
    }

    /** The same with its objects, and what it looks at in the source's namespace. */
    Rehearsal rehearsal(CheckRound round, Rehearsal others) {
        RunContext run = round.run();
        List<ClusterObject> objects = new ArrayList<>(others.objects());
        objects.addAll(copy().rehearsal(run));
        Ownership ownership = run.journal().ownership();
        objects.add(plan.restic()
                .job(
                        ownership,
                        plan.restic().jobName(ownership, goal().kind(), 1),
                        ResticCommand.compare(List.of(BackupSource.MOUNT), List.of(), false),
                        goal().mounts(run)));
        Map<String, List<Permission>> permissions = new HashMap<>(others.permissions());
        if (plan.drill().claim() != null) {
            permissions.merge(
                    plan.drill().namespace(),
                    SOURCE,
                    (some, more) -> Stream.concat(some.stream(), more.stream())
                            .distinct()
                            .toList());
        }
        return new Rehearsal(objects, permissions);
    }

    /** What it would do, as lines of a dry run. */
    List<String> preview(RunContext run) {
        return List.of(
                "Then it would make Cinder volume " + new CopyVolume(names()).name(run)
                        + " from the Cinder snapshot that was kept of the backup, and PVC and PV "
                        + plan.job().namespace() + "/" + copy().name(run),
                "and read all of it again: restic "
                        + String.join(
                                " ",
                                plan.restic()
                                        .args(ResticCommand.compare(List.of(BackupSource.MOUNT), List.of(), false)))
                        + ", with the paths and patterns of the backup");
    }
}
