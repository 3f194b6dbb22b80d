package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.List;
import java.util.Map;

/**
 * Says what a run is about to do that has restic do one thing in a repository, once nothing is wrong.
 *
 * @param begins what it begins with, such as {@code Checking repository rest:https://…}
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record RepositoryPreview(ResticSetup setup, ResticGoal goal, String begins, List<String> remarks)
        implements Check {
    public RepositoryPreview {
        remarks = List.copyOf(remarks);
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCluster(run);
        remarks.forEach(run::caution);
        run.note(
                run.plan().dryRun()
                        ? "Dry run: nothing is created. A run would run in image "
                                + setup.job().image() + ": restic " + String.join(" ", setup.args(goal.command(run)))
                        : begins);
    }

    /** The objects that the run makes. */
    public Rehearsal rehearsal(CheckRound round) {
        Ownership ownership = round.run().journal().ownership();
        return new Rehearsal(
                List.of(
                        setup.secret(ownership),
                        setup.job(
                                ownership,
                                setup.jobName(ownership, goal.kind(), 1),
                                goal.command(round.run()),
                                List.of())),
                Map.of(setup.job().namespace(), RepositoryRequirements.ALL.permissions()));
    }
}
