package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Set;

/**
 * The PVC that is backed up, and what of its PV the temporary one repeats.
 *
 * @param namespace the PVC's namespace
 * @param name the PVC's name
 * @param persistentVolume the name of the PV it is bound to
 * @param volumeId the Cinder volume id that the PV or the user names; believed only after Cinder has confirmed it
 * @param driver the CSI driver's name; for an in-tree PV the Cinder driver's
 * @param fsType the file system type that the PV names, or {@code ext4} where it names none
 * @param storageClass the storage class name, possibly empty
 * @param capacityBytes the PV's capacity
 * @param accessModes the PVC's, as Kubernetes writes them
 * @param nodeAffinity the PV's node affinity as JSON, or null
 * @param zones the zones that it names, as Kubernetes calls them
 */
public record SourceClaim(
        String namespace,
        String name,
        String persistentVolume,
        String volumeId,
        String driver,
        String fsType,
        String storageClass,
        long capacityBytes,
        List<String> accessModes,
        @CheckForNull String nodeAffinity,
        Set<String> zones) {
    public SourceClaim {
        zones = Set.copyOf(zones);
        accessModes = List.copyOf(accessModes);
    }
}
