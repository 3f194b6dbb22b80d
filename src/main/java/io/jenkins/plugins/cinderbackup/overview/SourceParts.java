package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.restic.Printable;

/**
 * A source taken apart.
 *
 * @param cluster   the name of the cluster, or the URL of its API server; empty where only a cloud is asked
 * @param namespace of the PVC, or null
 * @param pvc       the PVC, or null where a Cinder volume is backed up by its id alone
 * @param volumeId  that volume, or null; where somebody else's tag has another form, what stands in its place
 * @param subject   for people: {@code namespace/pvc}, or the volume
 * @param place     the same for the cluster or the cloud
 * @param kind      which of both that is
 */
record SourceParts(
        @NonNull String cluster,
        @CheckForNull String namespace,
        @CheckForNull String pvc,
        @CheckForNull String volumeId,
        @NonNull String subject,
        @NonNull String place,
        @NonNull String kind) {
    private static final int SHOWN = 300;

    /** Makes harmless what somebody else may have written. */
    SourceParts {
        subject = Printable.text(subject, SHOWN);
        place = Printable.text(place, SHOWN);
    }

    static SourceParts of(BackedUpSource source) {
        return switch (source.type()) {
            case RESTIC -> ofTag(source.source());
            case CINDER -> ofVolume(source);
        };
    }

    /** See {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup#source}. */
    private static SourceParts ofTag(String source) {
        String[] parts = source.split("/", -1);
        String cluster = ClusterIdentity.nameOrUrl(parts[0]);
        if (parts.length == 3) {
            return new SourceParts(cluster, parts[1], parts[2], null, parts[1] + "/" + parts[2], cluster, "Cluster");
        }
        String volume = source.substring(Math.min(parts[0].length() + 1, source.length()));
        return new SourceParts(cluster, null, null, volume, volume, cluster, "Cluster");
    }

    private static SourceParts ofVolume(BackedUpSource source) {
        String id = source.source();
        String volume = source.name() == null ? id : source.name() + " (" + id + ")";
        return new SourceParts("", null, null, id, volume, source.cloud(), "Cloud");
    }
}
