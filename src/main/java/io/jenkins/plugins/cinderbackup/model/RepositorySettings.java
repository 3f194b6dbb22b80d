package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.time.Duration;

/**
 * A restic repository as a run uses it.
 *
 * @param url the repository as restic knows it, without any user or password
 * @param secretRef the user's Secret in the Job's namespace, or null
 * @param caCertificate whether the run's Secret brings a private CA
 * @param create whether a repository that is not there is initialised
 * @param usedBefore whether this controller has backed up to that repository before
 * @param lockTimeout how long somebody else's lock is waited for
 */
public record RepositorySettings(
        String url,
        @CheckForNull String secretRef,
        boolean caCertificate,
        boolean create,
        boolean usedBefore,
        Duration lockTimeout) {

    /** The same for the same repository, however its URL is written. */
    public String key() {
        return RepositoryUrl.parse(url).key();
    }
}
