package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Names;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run would do, for a dry run's console. */
final class PlanText {
    private final RunContext run;
    private final List<Snapshot> expired;

    /** @param expired kept snapshots of earlier runs that would be removed */
    PlanText(RunContext run, List<Snapshot> expired) {
        this.run = run;
        this.expired = expired;
    }

    List<String> lines() {
        BackupPlan plan = run.plan();
        Instant start = run.journal().startedAt();
        ClusterObjects objects = new ClusterObjects(run);
        List<String> lines = new ArrayList<>();
        lines.add("Dry run: nothing is created. A run would");
        expired.forEach(
                old -> lines.add("first remove the expired Cinder snapshot " + old.name() + " (" + old.id() + ")"));
        lines.add("take Cinder snapshot " + Names.snapshot(plan, start) + kept(plan.snapshot()));
        lines.add("make Cinder volume " + Names.volume(plan, start) + " from it");
        lines.add("make PVC, PV and Secret " + objects.namespace() + "/" + objects.name());
        lines.add("run in image " + plan.job().image() + ": restic " + args(objects, ResticCommand.Kind.BACKUP));
        if (!plan.retention().isEmpty()) {
            lines.add("and then: restic " + args(objects, ResticCommand.Kind.FORGET));
        }
        lines.add("remove all of it but the backup and the retained snapshots");
        lines.add(
                "Not tried: whether the repository can be reached, and whether its keys and its password are right. No Job is started for that.");
        return lines;
    }

    private static String kept(BackupPlan.SnapshotSettings snapshot) {
        return snapshot.keepsAny()
                ? " and keep the newest " + snapshot.keepLast() + " and those of the last " + snapshot.keepForDays()
                        + " days"
                : " and remove it at the end";
    }

    private static String args(ClusterObjects objects, ResticCommand.Kind kind) {
        return String.join(" ", objects.job(kind, "").args());
    }
}
