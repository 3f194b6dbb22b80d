package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.Optional;

/** Says what a verification with a restore on trial is about to do, once nothing is wrong. */
record VerifyPreview(VerifyPlan plan, TrialRestore trial) implements Check {
    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        SiteCheck.beginAtCluster(run);
        plan.remarks().forEach(run::caution);
        run.note(plan.describe());
        if (plan.dryRun()) {
            trial.preview(run).forEach(run::note);
            if (plan.check()) {
                run.note("It would also run: restic "
                        + String.join(" ", plan.restic().args(new CheckGoal(plan).command(run))));
            }
            run.note("With restic 0.17 or later every byte of it would be read once more and compared with the backup");
            Optional.ofNullable(plan.drill().test())
                    .ifPresent(test -> run.note("Then a test would look at the restored files at " + test.mountPath()
                            + (test.network() ? "" : ", without network") + ", in " + test.describe()));
            plan.snapshot().ifPresent(snapshot -> snapshot.preview(run).forEach(run::note));
        }
    }
}
