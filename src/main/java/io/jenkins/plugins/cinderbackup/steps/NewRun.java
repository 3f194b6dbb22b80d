package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import jenkins.model.Jenkins;

/** What a run is before it begins: a plan that was found right, in a journal. */
final class NewRun {
    private NewRun() {}

    /**
     * The journal of a run that has not begun, written down.
     *
     * @throws PermanentException with all that is wrong with the step, or if it cannot be written down
     */
    static RunJournal journal(BackupServices services, CinderSnapshotBackupStep step, Run<?, ?> build) {
        String job = build.getParent().getFullName();
        CredentialLookup credentials = CredentialLookup.of(build, new Masking());
        PlanMaker.Planned planned =
                new PlanMaker(step, CinderBackupConfiguration.get(), services.history(), credentials).make(job);
        Origin origin = new Origin(Jenkins.get().getLegacyInstanceId(), job, String.valueOf(build.getNumber()));
        RunJournal journal = BackupOperation.OPERATION.begin(
                RunId.random(),
                origin,
                planned.plan(),
                planned.connections().toMap(),
                Ticker.system().now());
        step.getUnknownFields().forEach(journal::warn);
        services.journals().save(journal);
        services.histories().forEach(history -> history.begin(journal));
        return journal;
    }
}
