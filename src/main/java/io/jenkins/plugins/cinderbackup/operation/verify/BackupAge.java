package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import java.time.Duration;

/**
 * Finds the backup, and looks whether it is young enough: one of last year that can be restored proves nothing of the backups of today.
 *
 * @param max how old it may be
 * @param phase what finds it
 */
record BackupAge(VerifyPlan plan, Duration max, Phase phase) implements PhaseDecorator {
    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus status = phase.advance(run);
        if (status == PhaseStatus.DONE) {
            refuseTooOld(run);
        }
        return status;
    }

    private void refuseTooOld(RunContext run) {
        Duration age =
                Duration.between(RestorePoint.of(run.journal()).orElseThrow().time(), run.now());
        if (age.compareTo(max) > 0) {
            throw BackupVerdict.notGood(
                    run,
                    plan,
                    VerifyOperation.AGE,
                    "it is " + age.toSeconds() + " s old, and `maxAge` is " + max.toSeconds() + ".",
                    "see what keeps younger backups from being made");
        }
    }
}
