package io.jenkins.plugins.cinderbackup.port;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;

/** What the controller knows of the backups in repositories. */
@FunctionalInterface
public interface BackupCatalog {
    /** Keeps nothing: for runs that list no repository. */
    BackupCatalog NONE = listing -> {};

    /**
     * Takes over what a repository has. Twice is as good as once.
     *
     * @throws PermanentException if it cannot be written down
     */
    void listed(RepositoryListing listing);
}
