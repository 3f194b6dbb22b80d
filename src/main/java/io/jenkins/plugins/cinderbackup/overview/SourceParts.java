package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.restic.Printable;

/**
 * A source taken apart; see {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup#source}.
 *
 * @param cluster   its name, or the URL of its API server
 * @param namespace of the PVC, or null
 * @param pvc       the PVC, or null where a Cinder volume is backed up by its id alone
 * @param volumeId  that volume, or null; where somebody else's tag has another form, what stands in its place
 */
record SourceParts(
        @NonNull String cluster,
        @CheckForNull String namespace,
        @CheckForNull String pvc,
        @CheckForNull String volumeId) {
    private static final int SHOWN = 300;

    static SourceParts of(String source) {
        String[] parts = source.split("/", -1);
        String cluster = ClusterIdentity.nameOrUrl(parts[0]);
        return parts.length == 3
                ? new SourceParts(cluster, parts[1], parts[2], null)
                : new SourceParts(
                        cluster, null, null, source.substring(Math.min(parts[0].length() + 1, source.length())));
    }

    /** {@code namespace/pvc}, or the volume's id. */
    String subject() {
        return Printable.text(pvc == null ? volumeId : namespace + "/" + pvc, SHOWN);
    }

    /** The cluster, for people. */
    String place() {
        return Printable.text(cluster, SHOWN);
    }
}
