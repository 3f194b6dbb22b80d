package io.jenkins.plugins.cinderbackup.operation.check;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.util.List;
import java.util.Map;

/** Says what a check of a repository is about to do, once nothing is wrong. */
record CheckPreview(CheckPlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        // Whatever is wrong, other checks say it
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCluster(run);
        plan.remarks().forEach(run::caution);
        String args = String.join(" ", plan.restic().args(new CheckGoal(plan).command(run)));
        run.note(
                plan.dryRun()
                        ? "Dry run: nothing is created. A run would run in image "
                                + plan.job().image() + ": restic " + args
                        : "Checking " + plan.describeSubject());
    }

    static Rehearsal rehearsal(CheckPlan plan, CheckRound round) {
        Ownership ownership = round.run().journal().ownership();
        return new Rehearsal(
                List.of(
                        plan.restic().secret(ownership),
                        plan.restic()
                                .job(
                                        ownership,
                                        plan.restic().jobName(ownership, Kind.CHECK, 1),
                                        new CheckGoal(plan).command(round.run()),
                                        List.of())),
                Map.of(plan.job().namespace(), CheckRequirements.ALL.permissions()));
    }
}
