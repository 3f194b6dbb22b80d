package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import io.jenkins.plugins.cinderbackup.journal.BackupHistory;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.time.Duration;

/** The part of a plan that describes the repository, and what opens it. */
final class RepositoryPlanMaker {
    private final RepositoryOptions options;
    private final BackupHistory history;

    RepositoryPlanMaker(RepositoryOptions options, BackupHistory history) {
        this.options = options;
        this.history = history;
    }

    RepositorySettings settings() {
        return new RepositorySettings(
                options.getUrl(),
                options.getSecretRef(),
                options.getCaCertificate() != null,
                options.isCreate(),
                history.hasUsed(RepositoryUrl.parse(options.getUrl()).key()),
                Duration.ofSeconds(options.getLockTimeout()));
    }

    RepositoryKeys keys() {
        return new RepositoryKeys(
                options.getPasswordCredentialsId(), options.getCredentialsId(), options.getCaCertificate());
    }
}
