package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import java.util.List;
import java.util.Map;

/**
 * The temporary PVC and PV.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/">Persistent volumes</a>
 */
final class ClaimManifests {
    private static final String READ_WRITE_ONCE = "ReadWriteOnce";
    private static final String FILESYSTEM = "Filesystem";

    private ClaimManifests() {}

    /** The selector keeps the claim from every other PV, and from being provisioned. */
    static PersistentVolumeClaim claim(NewClaim claim) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(OwnershipLabels.metadata(claim.namespace(), claim.name(), claim.tags()))
                .withNewSpec()
                .withAccessModes(READ_WRITE_ONCE)
                .withVolumeMode(FILESYSTEM)
                .withStorageClassName(claim.storageClass())
                .withNewSelector()
                .withMatchLabels(Map.of(OwnershipLabels.RUN, claim.tags().run().value()))
                .endSelector()
                .withNewResources()
                .withRequests(Map.of("storage", bytes(claim.capacityBytes())))
                .endResources()
                .endSpec()
                .build();
    }

    /**
     * Retained, since the volume is deleted by its id. The option {@code ro} is the guard against an empty backup: without it the kubelet formats a
     * device on which it recognises nothing.
     */
    static PersistentVolume volume(NewPersistentVolume volume, KubernetesSerialization json) {
        return new PersistentVolumeBuilder()
                .withMetadata(OwnershipLabels.metadata(null, volume.name(), volume.tags()))
                .withNewSpec()
                .withCapacity(Map.of("storage", bytes(volume.capacityBytes())))
                .withAccessModes(READ_WRITE_ONCE)
                .withVolumeMode(FILESYSTEM)
                .withPersistentVolumeReclaimPolicy("Retain")
                .withStorageClassName(volume.storageClass())
                .withMountOptions(volume.readOnly() ? List.of("ro") : List.of())
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(volume.claimNamespace())
                .withName(volume.claimName())
                .withUid(volume.claimUid())
                .endClaimRef()
                .withNewCsi()
                .withDriver(volume.driver())
                .withVolumeHandle(volume.volumeId())
                .withFsType(volume.fsType())
                .endCsi()
                .withNodeAffinity(affinity(volume, json))
                .endSpec()
                .build();
    }

    @CheckForNull
    private static VolumeNodeAffinity affinity(NewPersistentVolume volume, KubernetesSerialization json) {
        if (volume.nodeAffinity() == null) {
            return null;
        }
        VolumeNodeAffinity affinity = json.unmarshal(volume.nodeAffinity(), VolumeNodeAffinity.class);
        volume.zoneChange().ifPresent(change -> ZoneAffinity.change(affinity, change));
        return affinity;
    }

    private static Quantity bytes(long bytes) {
        return new Quantity(Long.toString(bytes));
    }
}
