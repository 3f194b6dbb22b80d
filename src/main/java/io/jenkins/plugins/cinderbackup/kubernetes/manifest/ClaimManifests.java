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
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import java.util.Map;

/**
 * PVCs and PVs.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/">Persistent volumes</a>
 */
final class ClaimManifests {
    private static final String FILESYSTEM = "Filesystem";
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    private ClaimManifests() {}

    /** The selector keeps the claim from every other PV, and from being provisioned. */
    static PersistentVolumeClaim claim(NewClaim claim) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(OwnershipLabels.metadata(
                        claim.namespace(), claim.name(), claim.labels(), claim.annotations(), claim.tags()))
                .withNewSpec()
                .withAccessModes(claim.accessModes())
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

    /** Only the claim of its uid binds to it. */
    static PersistentVolume volume(NewPersistentVolume volume, KubernetesSerialization json) {
        return new PersistentVolumeBuilder()
                .withMetadata(OwnershipLabels.metadata(
                        null, volume.name(), Map.of(), provisioned(volume.use()), volume.tags()))
                .withNewSpec()
                .withCapacity(Map.of("storage", bytes(volume.capacityBytes())))
                .withAccessModes(volume.use().accessModes())
                .withVolumeMode(FILESYSTEM)
                .withPersistentVolumeReclaimPolicy(volume.use().reclaimPolicy())
                .withStorageClassName(volume.storageClass())
                .withMountOptions(volume.use().mountOptions())
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

    /** Without it a PV that says {@code Delete} outlives its claim, or fails, depending on the cluster's version. */
    private static Map<String, String> provisioned(VolumeUse use) {
        return use.provisionedBy() == null ? Map.of() : Map.of(PROVISIONED_BY, use.provisionedBy());
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
