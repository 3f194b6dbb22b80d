package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;

/**
 * What a step's settings are put together with to make a plan.
 *
 * @param services what the controller remembers of earlier runs
 * @param credentials for a cluster whose address stands in its kubeconfig alone
 * @param job the full name of the job that asks
 */
record Planning(
        @NonNull CinderBackupConfiguration configuration,
        @NonNull BackupServices services,
        @NonNull CredentialLookup credentials,
        @NonNull String job) {
    /** With what is configured in this controller. */
    static Planning of(CredentialLookup credentials, String job) {
        return new Planning(CinderBackupConfiguration.get(), BackupServices.get(), credentials, job);
    }
}
