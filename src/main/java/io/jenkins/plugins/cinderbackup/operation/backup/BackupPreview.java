package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.phase.storage.KeepRule;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaCheck;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what a backup is about to do, once nothing is wrong; in a dry run, all of it. */
record BackupPreview(BackupPlan plan) implements Check {
    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        SiteCheck.beginAtCluster(run);
        plan.temporaryClaim().caution(run, TemporaryClaim.Source.of(run));
        Volume volume = round.get(SourceVolumeCheck.SEEN).orElseThrow();
        run.note("Backing up " + plan.describeSubject() + " (Cinder volume " + volume.id() + ", " + volume.sizeGiB()
                + " GiB, " + volume.status() + ") to " + plan.repository().url());
        plan.remarks().forEach(run::caution);
        if (plan.dryRun()) {
            lines(round).forEach(run::note);
        }
    }

    /** The objects as far as they are known before the checks have passed; what is not known is made up. */
    static Rehearsal rehearsal(BackupPlan plan, CheckRound round) {
        TemporaryClaim.Source source = source(round);
        Ownership ownership = source.ownership();
        BackupGoal goal = new BackupGoal(plan);
        List<ClusterObject> objects = List.of(
                plan.temporaryClaim().claim(source),
                plan.temporaryClaim()
                        .volume(source, Rehearsal.NO_ID, source.volume().id()),
                plan.restic().secret(ownership),
                plan.restic()
                        .job(
                                ownership,
                                plan.restic().jobName(ownership, Kind.BACKUP, 1),
                                goal.command(round.run()),
                                goal.mounts(round.run())));
        return new Rehearsal(objects, Map.of(plan.job().namespace(), BackupRequirements.ALL.permissions()));
    }

    private static TemporaryClaim.Source source(CheckRound round) {
        SourceVolume volume = round.get(SourceVolumeCheck.SEEN)
                .map(SourceVolume::of)
                .orElse(new SourceVolume(Rehearsal.NO_ID, "", 1, ""));
        Ownership own = round.run().journal().ownership();
        return new TemporaryClaim.Source(
                round.get(TemporaryClaim.SOURCE),
                volume,
                new Ownership(own.origin(), own.run(), volume.id(), own.createdAt(), own.mayLiveUntil()));
    }

    private List<String> lines(CheckRound round) {
        RunContext run = round.run();
        Instant start = run.journal().startedAt();
        List<String> lines = new ArrayList<>();
        lines.add("Dry run: nothing is created. A run would");
        round.get(QuotaCheck.REMOVABLE)
                .orElseThrow()
                .snapshots()
                .forEach(old ->
                        lines.add("first remove the expired Cinder snapshot " + old.name() + " (" + old.id() + ")"));
        lines.add("take Cinder snapshot " + plan.names().snapshot(start)
                + kept(plan.snapshot().keep()));
        lines.add("make Cinder volume " + plan.names().volume(start) + " from it");
        lines.add("make PVC, PV and Secret " + plan.job().namespace() + "/"
                + plan.names().kubernetes(run.journal().run(), ""));
        lines.add("run in image " + plan.job().image() + ": restic " + args(new BackupGoal(plan), run));
        if (!plan.retention().isEmpty()) {
            lines.add("and then: restic " + args(new UpkeepGoal(plan, Kind.FORGET), run));
        }
        lines.add("remove all of it but the backup and the retained snapshots");
        lines.add(
                "Not tried: whether the repository can be reached, and whether its keys and its password are right. No Job is started for that.");
        return lines;
    }

    private static String kept(KeepRule keep) {
        return keep.keepsAny()
                ? " and keep the newest " + keep.last() + " and those of the last " + keep.days() + " days"
                : " and remove it at the end";
    }

    private String args(ResticGoal goal, RunContext run) {
        return String.join(" ", plan.restic().args(goal.command(run)));
    }
}
