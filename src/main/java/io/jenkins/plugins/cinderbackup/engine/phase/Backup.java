package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;

/** Runs restic on the temporary PVC. */
public final class Backup implements Phase {
    /** For what ends a Job that has passed its own limit, so that its own message is the one that is seen. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    @Override
    public PhaseName name() {
        return PhaseName.BACKUP;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus step = new ResticTask(Kind.BACKUP, run).advance();
        if (step == PhaseStatus.DONE) {
            BackupSummary summary = run.journal().summary().orElseThrow();
            run.note("restic snapshot " + summary.snapshotId() + ": " + summary.totalFilesProcessed() + " files, "
                    + Sizes.binary(summary.totalBytesProcessed()) + ", " + Sizes.binary(summary.dataAdded())
                    + " added");
            ShrinkGuard.look(run, summary);
        }
        return step;
    }

    /** The queue, a lock, and each of the Jobs has a limit of its own; this one is for what no limit covers. */
    @Override
    public Duration limit(BackupPlan plan) {
        JobSettings job = plan.job();
        return plan.repository()
                .lockTimeout()
                .multipliedBy(2)
                .plus(job.startTimeout().multipliedBy(2))
                .plus(job.timeout())
                .plus(SLACK);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The restic backup took longer than " + limit(run.plan()).toSeconds() + " s in all",
                "increase `job.timeout`",
                "check the repository and the network to it");
    }
}
