package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;

/** Says what the test is about to do, once nothing is wrong; in a dry run, all of it. */
record TestPreview(ScsTestPlan plan) implements Check {
    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        if (plan.data() != null) {
            SiteCheck.beginAtCluster(run);
        }
        run.note("Testing volume backups in cloud " + plan.cloud()
                + " as SCS-0117 asks for them, as a user without privileges");
        plan.remarks().forEach(run::note);
        if (plan.dryRun()) {
            run.note("Dry run: nothing is created. A run would");
            run.note("remove what earlier tests of this job have left with the prefix '" + plan.prefix() + "'");
            run.note("create Cinder volume " + plan.volume(run.journal()) + ", of " + ScsTestPlan.SIZE + " GiB");
            if (plan.data() != null) {
                run.note("write data to it through a pod in namespace "
                        + plan.data().job().namespace() + ", with image "
                        + plan.data().job().image()
                        + ", and compare what is restored in the same way");
            }
            run.note("make Cinder backup " + plan.backup(run.journal(), false) + " of it, and restore it to volume "
                    + plan.restored(run.journal()));
            if (plan.incremental()) {
                run.note("make the increment " + plan.backup(run.journal(), true) + ", and restore that too");
            }
            run.note("remove all of them");
        }
    }
}
