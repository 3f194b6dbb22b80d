package io.jenkins.plugins.cinderbackup.model;

import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.util.List;

/**
 * All snapshots of a repository that a filter is about: what it does not name, the repository does not have.
 *
 * @param snapshots in any order
 */
public record RepositoryListing(RepositorySettings repository, SnapshotFilter filter, List<ListedSnapshot> snapshots) {
    public RepositoryListing {
        snapshots = List.copyOf(snapshots);
    }
}
