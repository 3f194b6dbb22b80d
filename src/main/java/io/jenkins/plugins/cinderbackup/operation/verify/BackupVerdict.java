package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;

/** A proof that has failed: the backup is not good, and not only what was to prove it. */
final class BackupVerdict {
    private BackupVerdict() {}

    /**
     * Takes note that a check has not been passed, and answers the failure that says so.
     *
     * @param check its name
     * @param why in the words of who has found it, as sentences
     */
    static PermanentException notGood(RunContext run, VerifyPlan plan, String check, String why, String... hints) {
        Answers.add(run, check, false, why);
        String time = RestorePoint.of(run.journal())
                .map(point -> point.time().toString())
                .orElse("an unknown time");
        return PermanentException.of("The backup of " + plan.source() + " of " + time + " is not good: " + why, hints);
    }
}
