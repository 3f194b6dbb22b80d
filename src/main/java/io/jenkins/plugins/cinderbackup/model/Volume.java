package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Optional;

/**
 * A Cinder volume as one look-up saw it.
 *
 * @param status the status as the server writes it, such as {@code available} or {@code in-use}; unknown ones are kept
 * @param sizeGiB the size in GiB, Cinder's unit
 * @param description as its maker has written it, or empty
 * @param attached whether it has an attachment
 * @param availabilityZone the name of Cinder's availability zone, or empty if it does not say
 * @param tags our tags on it, or null if it has none or they are not whole
 * @param metadata all its metadata
 * @param kept whether it is marked to outlive its run
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#volumes-volumes">Block Storage API, volumes</a>
 */
public record Volume(
        String id,
        String name,
        String description,
        String status,
        long sizeGiB,
        boolean attached,
        String availabilityZone,
        @CheckForNull Ownership tags,
        Map<String, String> metadata,
        boolean kept) {
    /** With this key Cinder writes on a volume from which backup it was restored, unless that is one of the volume itself; it comes before the volume is {@code available}. */
    public static final String RESTORED_FROM = "src_backup_id";

    public Volume {
        metadata = Map.copyOf(metadata);
    }

    /** The id of the backup from which Cinder has restored it, as long as nobody has written its metadata anew. */
    public Optional<String> restoredFrom() {
        return Optional.ofNullable(metadata.get(RESTORED_FROM));
    }

    /** The same on its way out. */
    public Volume deleting() {
        return new Volume(id, name, description, "deleting", sizeGiB, attached, availabilityZone, tags, metadata, kept);
    }
}
