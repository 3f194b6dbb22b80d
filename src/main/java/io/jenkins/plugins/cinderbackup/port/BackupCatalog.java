package io.jenkins.plugins.cinderbackup.port;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the controller knows of the backups in repositories. */
public interface BackupCatalog {
    /** Keeps nothing and knows nothing: for runs that ask and list no repository. */
    BackupCatalog NONE = new BackupCatalog() {
        @Override
        public void listed(RepositoryListing listing) {
            // Nobody asks for it
        }

        @Override
        public SourceStatus status(String source, List<String> paths, RepositorySettings repository) {
            return SourceStatus.NEVER;
        }

        @Override
        public Optional<Instant> lastTrial(String source, RepositorySettings repository) {
            return Optional.empty();
        }
    };

    /**
     * Takes over what a repository has. Twice is as good as once.
     *
     * @throws PermanentException if it cannot be written down
     */
    void listed(RepositoryListing listing);

    /**
     * How well a source is backed up to a repository.
     *
     * @param source as restic's tags have it, such as {@code production/shop/db}
     * @param paths  what of it, relative to the volume's root; a backup of another part, or of more, is none of these
     */
    SourceStatus status(String source, List<String> paths, RepositorySettings repository);

    /** When a verification was last over that was to restore a backup of a source, whatever came of it. */
    Optional<Instant> lastTrial(String source, RepositorySettings repository);
}
