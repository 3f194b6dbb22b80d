package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.List;

/** The dry run of a backup for a form: no build, no journal. */
final class DryRun {
    private DryRun() {}

    /** @param item where the form is; Jenkins itself if null */
    static ConnectionTest.Result of(CinderSnapshotBackupStep step, @CheckForNull Item item) {
        step.setDryRun(true);
        try {
            PlanMaker.Planned planned = new PlanMaker(
                            step,
                            CinderBackupConfiguration.get(),
                            BackupServices.get().history(),
                            CredentialLookup.inForm(item, new Masking()))
                    .make(item == null ? "" : item.getFullName());
            return new ConnectionTest(item).backup(planned.plan(), planned.connections());
        } catch (PermanentException e) {
            return new ConnectionTest.Result(List.of(), e.findings());
        }
    }
}
