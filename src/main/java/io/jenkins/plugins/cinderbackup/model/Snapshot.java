package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * A Cinder snapshot as one look-up saw it.
 *
 * @param status the status as the server writes it, such as {@code available}; unknown ones are kept
 * @param volumeId the volume that it was taken of
 * @param sizeGiB the volume's size at that time, in GiB
 * @param createdAt when Cinder made it
 * @param changedAt when Cinder last changed it or its state, or null if it does not say
 * @param tags our tags on it, or null if it has none or they are not whole
 * @param keepMark what is written on it if it is to outlive its run, else null
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#volume-snapshots-snapshots">Block Storage API, snapshots</a>
 */
public record Snapshot(
        String id,
        String name,
        String status,
        String volumeId,
        long sizeGiB,
        Instant createdAt,
        @CheckForNull Instant changedAt,
        @CheckForNull Ownership tags,
        @CheckForNull KeepMark keepMark) {
    /** Whether it is marked to outlive its run. */
    public boolean kept() {
        return keepMark != null;
    }

    /** The same on its way out. */
    public Snapshot deleting() {
        return new Snapshot(id, name, "deleting", volumeId, sizeGiB, createdAt, changedAt, tags, keepMark);
    }
}
