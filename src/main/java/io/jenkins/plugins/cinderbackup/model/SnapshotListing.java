package io.jenkins.plugins.cinderbackup.model;

import java.time.Instant;
import java.util.List;

/**
 * Snapshots as one listing saw them.
 *
 * @param serverTime what Cinder's clock said then; where its answers do not say it, when the newest of the snapshots was made, so that none seems
 *     older than it is. Ages are counted by it and never by the controller's clock, which may have jumped
 * @param snapshots what was found
 */
public record SnapshotListing(Instant serverTime, List<Snapshot> snapshots) {
    public SnapshotListing {
        snapshots = List.copyOf(snapshots);
    }
}
