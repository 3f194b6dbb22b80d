package io.jenkins.plugins.cinderbackup.model;

import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Instant;
import java.util.List;

/**
 * All snapshots of a repository that a filter is about: what it does not name, the repository did not have.
 *
 * @param asOf when restic began to look, by the controller's clock; what came into the repository later may be missing
 * @param snapshots in any order
 */
public record RepositoryListing(
        RepositorySettings repository, SnapshotFilter filter, Instant asOf, List<ListedSnapshot> snapshots) {
    public RepositoryListing {
        snapshots = List.copyOf(snapshots);
    }
}
