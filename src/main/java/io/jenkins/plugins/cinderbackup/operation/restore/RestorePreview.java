package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Says what a restore is about to do, once nothing is wrong; in a dry run, as much of it as is known before the backup is found. */
record RestorePreview(RestorePlan plan) implements Check {
    private static final String NO_SNAPSHOT = "0".repeat(64);

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        SiteCheck.beginAtCluster(run);
        plan.remarks().forEach(run::caution);
        run.note(plan.describe());
        if (plan.dryRun()) {
            lines(run).forEach(run::note);
        }
    }

    /** The objects as far as they are known before the backup is found; what is not known is made up. */
    static Rehearsal rehearsal(RestorePlan plan, CheckRound round) {
        RunContext run = round.run();
        TargetVolume volume = round.get(InPlace.CLAIM).map(TargetVolume::of).orElseGet(() -> madeUp(plan));
        List<ClusterObject> objects = new ArrayList<>(plan.revert() ? finding(plan, run) : writing(plan, run, volume));
        if (!plan.inPlace()
                && !plan.target().isTemporary()
                && round.get(TargetCheck.TAKEN).isEmpty()) {
            TargetClaim target = new TargetClaim(plan);
            objects.add(target.claim(run, volume));
            objects.add(target.volume(run, volume, Rehearsal.NO_ID, Rehearsal.NO_ID));
        }
        Map<String, List<Permission>> permissions = new HashMap<>();
        Requirements needs = RestoreRequirements.of(plan);
        permissions.put(plan.job().namespace(), needs.permissions());
        permissions.merge(plan.target().namespace(), needs.sourcePermissions(), RestorePreview::both);
        return new Rehearsal(objects, permissions);
    }

    private static List<ClusterObject> finding(RestorePlan plan, RunContext run) {
        FindGoal goal = new FindGoal(plan);
        return List.of(
                plan.restic().secret(run.journal().ownership()),
                job(plan, run, goal.kind(), goal.command(run), goal.mounts(run)));
    }

    private static List<ClusterObject> writing(RestorePlan plan, RunContext run, TargetVolume volume) {
        WorkClaim work = new WorkClaim(plan);
        return List.of(
                work.claim(run, volume),
                work.volume(run, volume, Rehearsal.NO_ID, Rehearsal.NO_ID),
                plan.restic().secret(run.journal().ownership()),
                job(
                        plan,
                        run,
                        Kind.RESTORE,
                        ResticCommand.restore(NO_SNAPSHOT, plan.scope(), plan.inPlace()),
                        new RestoreGoal(plan).mounts(run)));
    }

    private static ClusterObject job(
            RestorePlan plan, RunContext run, Kind kind, ResticCommand command, List<ContainerJob.Mount> mounts) {
        Ownership ownership = run.journal().ownership();
        return plan.restic().job(ownership, plan.restic().jobName(ownership, kind, 1), command, mounts);
    }

    private static List<Permission> both(List<Permission> some, List<Permission> others) {
        List<Permission> all = new ArrayList<>(some);
        all.addAll(others);
        return all.stream().distinct().toList();
    }

    private static TargetVolume madeUp(RestorePlan plan) {
        return new TargetVolume(
                null,
                Objects.requireNonNullElse(plan.target().sizeBytes(), Sizes.GIB),
                Objects.requireNonNullElse(plan.target().storageClass(), ""),
                NewPersistentVolume.CINDER_CSI,
                NewPersistentVolume.DEFAULT_FS,
                null,
                null,
                null,
                "Retain",
                List.of(),
                plan.target().accessModes().isEmpty()
                        ? List.of(VolumeUse.READ_WRITE_ONCE)
                        : plan.target().accessModes());
    }

    List<String> lines(RunContext run) {
        List<String> lines = new ArrayList<>(List.of("Dry run: nothing is created. A run would"));
        if (plan.cinderSnapshotId() == null) {
            lines.add("find the backup in " + plan.repository().url() + ": restic "
                    + args(ResticCommand.list(SnapshotFilter.ofSource(plan.source()))));
        }
        if (!plan.scope().paths().isEmpty()) {
            lines.add("see whether the backup has what is included: restic "
                    + args(ResticCommand.paths(NO_SNAPSHOT, plan.scope())).replace(NO_SNAPSHOT, "ID"));
        }
        if (PatternsGoal.isWanted(plan)) {
            lines.add("see whether each pattern matches something in the backup: restic "
                    + args(ResticCommand.search(NO_SNAPSHOT, plan.scope())).replace(NO_SNAPSHOT, "ID"));
        }
        plan.scaleDown()
                .forEach(
                        workload -> lines.add("scale " + workload.describe() + " to 0 until the volume is free again"));
        if (plan.revert()) {
            lines.add("make a copy of the volume of " + plan.describeSubject() + ", Cinder volume "
                    + new SafetyVolume(plan).name(run) + ", and keep it");
            lines.add("have Cinder revert the volume to the snapshot that was kept of the backup");
        } else if (plan.inPlace()) {
            lines.add("take a Cinder snapshot of the volume of " + plan.describeSubject() + " and keep it");
        } else {
            lines.add("make Cinder volume " + new NewTargetVolume(plan).name(run));
        }
        if (plan.cinderSnapshotId() == null && !plan.revert()) {
            lines.add("make PVC, PV and Secret " + plan.job().namespace() + "/" + new WorkClaim(plan).name(run));
            lines.add("run in image " + plan.job().image() + ": restic "
                    + args(ResticCommand.restore(NO_SNAPSHOT, plan.scope(), plan.inPlace()))
                            .replace(NO_SNAPSHOT, "ID"));
        }
        if (!plan.inPlace() && !plan.target().isTemporary()) {
            lines.add("make " + plan.describeSubject() + " and PV " + TargetClaim.volumeName(plan, run));
        }
        lines.add(
                "Not tried: whether the repository can be reached, and whether there is such a backup. No Job is started for that.");
        return lines;
    }

    private String args(ResticCommand command) {
        return String.join(" ", plan.restic().args(command));
    }
}
