package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A PV over a Cinder volume.
 *
 * @param claimUid the uid of the PVC that alone may bind to it
 * @param use what may be done with it
 * @param nodeAffinity JSON copied from the source's PV, or null
 * @param zoneChange what to change in it
 */
public record NewPersistentVolume(
        String name,
        String claimNamespace,
        String claimName,
        String claimUid,
        String volumeId,
        String driver,
        String fsType,
        VolumeUse use,
        String storageClass,
        long capacityBytes,
        @CheckForNull String nodeAffinity,
        Optional<ZoneChange> zoneChange,
        Ownership tags)
        implements ClusterObject {
    /** The name of the Cinder CSI driver, where no PV says another. */
    public static final String CINDER_CSI = "cinder.csi.openstack.org";

    /** The file system that it makes and mounts, where nobody says another. */
    public static final String DEFAULT_FS = "ext4";

    @Override
    public ResourceKind kind() {
        return ResourceKind.PERSISTENT_VOLUME;
    }

    @Override
    @CheckForNull
    public String namespace() {
        return null;
    }
}
