package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A catalog that writes nothing.
 *
 * @param listings what it was told
 * @param statuses what it knows of sources
 */
record FaultCatalog(List<RepositoryListing> listings, Map<String, SourceStatus> statuses) implements BackupCatalog {
    @Override
    public void listed(RepositoryListing listing) {
        listings.add(listing);
    }

    @Override
    public SourceStatus status(String source, List<String> paths, RepositorySettings repository) {
        return statuses.getOrDefault(source, SourceStatus.NEVER);
    }

    @Override
    public Optional<Instant> lastTrial(String source, RepositorySettings repository) {
        return Optional.empty();
    }
}
