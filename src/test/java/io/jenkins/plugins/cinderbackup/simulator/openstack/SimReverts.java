package io.jenkins.plugins.cinderbackup.simulator.openstack;

import java.util.Comparator;

/** How Cinder reverts a volume to its latest snapshot, as its sources have it. Guarded by its {@link SimStore}. */
final class SimReverts {
    private static final String AVAILABLE = "available";

    private final SimStore store;
    private final VolumeContents contents;
    private boolean breaksNext;

    SimReverts(SimStore store, VolumeContents contents) {
        this.store = store;
        this.contents = contents;
    }

    void breakNext() {
        breaksNext = true;
    }

    /**
     * The volume's state is set before the snapshot's is looked at, and stays where that is not right. When it does not go well the volume is in {@code error}, and the
     * snapshot {@code available} again.
     */
    void revert(String volumeId, String snapshotId) {
        SimVolume volume = store.volume(volumeId);
        SimSnapshot latest = store.snapshots().stream()
                .filter(snapshot -> snapshot.volumeId.equals(volumeId))
                .max(Comparator.comparing(snapshot -> snapshot.createdAt))
                .orElseThrow(() -> SimReply.badRequest("Volume " + volumeId + " doesn't have any snapshots.")
                        .thrown());
        if (!latest.id.equals(snapshotId)) {
            throw SimReply.badRequest("Specified snapshot " + (snapshotId == null ? "None" : snapshotId)
                            + " is None or not the latest one of volume " + volumeId + ".")
                    .thrown();
        }
        String refused = "Can't revert volume " + volumeId + " to its latest snapshot " + snapshotId;
        if (volume.sizeGiB != latest.sizeGiB) {
            throw SimReply.badRequest(refused + ". The volume size must be equal to the snapshot size.")
                    .thrown();
        }
        begin(volume, latest, refused);
        boolean breaks = breaksNext;
        breaksNext = false;
        store.after(volume, () -> {
            if (!breaks) {
                contents.revert(volumeId, snapshotId);
            }
            volume.enter(breaks ? "error" : AVAILABLE, store.now());
            latest.enter(AVAILABLE, store.now());
        });
    }

    private void begin(SimVolume volume, SimSnapshot latest, String refused) {
        if (!volume.status.equals(AVAILABLE)) {
            throw conflict("Invalid volume: " + refused + ". Volume's status must be 'available'.");
        }
        volume.enter("reverting", store.now());
        if (!latest.status.equals(AVAILABLE)) {
            throw conflict("Invalid snapshot: " + refused + ". Snapshot's status must be 'available'.");
        }
        latest.enter("restoring", store.now());
    }

    private static RuntimeException conflict(String message) {
        return SimReply.error(409, "conflictingRequest", message).thrown();
    }
}
