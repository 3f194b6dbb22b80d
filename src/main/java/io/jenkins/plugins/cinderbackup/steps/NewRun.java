package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;

/**
 * What a run is before it begins: a plan that was found right, in a journal.
 *
 * @param answer see {@link PlannedRun#answer}
 */
record NewRun(RunJournal journal, @CheckForNull StepAnswer answer) {
    /**
     * A run that has not begun, written down.
     *
     * @throws PermanentException with all that is wrong with the step, or if it cannot be written down
     */
    static NewRun of(BackupServices services, RunStep step, Run<?, ?> build) {
        PlannedRun<?> planned = step.plan(Planning.of(
                CredentialLookup.of(build, new Masking()), build.getParent().getFullName()));
        RunJournal journal = planned.journal(String.valueOf(build.getNumber()));
        step.getUnknownFields().forEach(sentence -> journal.warn(sentence + " It was ignored."));
        writeDown(services, journal);
        return new NewRun(journal, planned.answer());
    }

    /**
     * Writes a run down that has not begun.
     *
     * @throws PermanentException if it cannot be written down
     */
    static void writeDown(BackupServices services, RunJournal journal) {
        services.journals().save(journal);
        services.histories().forEach(history -> history.begin(journal));
    }
}
