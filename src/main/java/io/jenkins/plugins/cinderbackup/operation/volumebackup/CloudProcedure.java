package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.util.ArrayList;
import java.util.List;

/** The procedure of what asks one cloud for one thing, and makes nothing that has to be removed. */
final class CloudProcedure {
    private CloudProcedure() {}

    /** @param more what is checked beside the credential and the cloud */
    static Procedure of(Plan plan, Patience patience, Phase phase, Check... more) {
        List<Check> checks = new ArrayList<>(List.of(new CredentialsCheck(), new CloudSite()));
        checks.addAll(List.of(more));
        return new Procedure(
                List.of(new Checks(checks, patience, null), phase, new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }
}
