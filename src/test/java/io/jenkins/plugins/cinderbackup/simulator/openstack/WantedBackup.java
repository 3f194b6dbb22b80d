package io.jenkins.plugins.cinderbackup.simulator.openstack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/** What is asked for when a backup is made. */
record WantedBackup(
        String volumeId,
        @CheckForNull String snapshotId,
        String name,
        @CheckForNull String container,
        boolean incremental,
        boolean force,
        Map<String, String> metadata) {
    void checkSource(SimVolume volume, @CheckForNull SimSnapshot snapshot) {
        if (snapshot != null) {
            if (!snapshot.volumeId.equals(volume.id)) {
                throw SimReply.badRequest("Invalid volume: Volume " + volume.id
                                + " does not match with snapshot.volume_id " + snapshot.volumeId + ".")
                        .thrown();
            }
            if (!snapshot.status.equals("available")) {
                throw SimReply.badRequest(
                                "Invalid snapshot: Snapshot to be backed up must be available, but the current status is \""
                                        + snapshot.status + "\".")
                        .thrown();
            }
        } else if (!List.of("available", "in-use").contains(volume.status)) {
            throw SimReply.badRequest(
                            "Invalid volume: Volume to be backed up must be available or in-use, but the current status is \""
                                    + volume.status + "\".")
                    .thrown();
        } else if (volume.status.equals("in-use") && !force) {
            throw SimReply.badRequest("Invalid volume: Backing up an in-use volume must use the force flag.")
                    .thrown();
        }
    }
}
