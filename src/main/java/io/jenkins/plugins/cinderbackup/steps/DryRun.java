package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.List;

/** The dry run of a step for a form: no build, and nothing written down. */
final class DryRun {
    private static final String NO_BUILD = "0";

    private DryRun() {}

    /** @param item where the form is; Jenkins itself if null */
    static ConnectionTest.Result of(RunStep step, @CheckForNull Item item) {
        step.setDryRun(true);
        try {
            PlannedRun<?> planned = step.plan(
                    Planning.of(CredentialLookup.inForm(item, new Masking()), item == null ? "" : item.getFullName()));
            return new ConnectionTest(item).dryRun(planned.journal(NO_BUILD));
        } catch (PermanentException e) {
            return new ConnectionTest.Result(List.of(), e.findings());
        }
    }
}
