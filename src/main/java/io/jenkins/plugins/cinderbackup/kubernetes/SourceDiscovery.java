package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.ZoneAffinity;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a PVC to the Cinder volume behind it. Accepted are PVs of a CSI driver with {@code cinder} in its name, which is
 * {@code cinder.csi.openstack.org} and its renamed builds, and in-tree {@code cinder} PVs, whether migrated to CSI or not; where the user names the
 * volume, any PV.
 */
final class SourceDiscovery {
    private static final String MIGRATED_TO = "pv.kubernetes.io/migrated-to";
    private static final int SHOWN = 120;
    private static final String CINDER_BACKS_IT_UP =
            "cinderVolumeBackup has Cinder itself back it up, whatever is on it";

    private final KubernetesClient client;

    @CheckForNull
    private final String volumeId;

    private final Findings findings = new Findings();

    /** @param volumeId see {@link io.jenkins.plugins.cinderbackup.port.Cluster#source} */
    SourceDiscovery(KubernetesClient client, @CheckForNull String volumeId) {
        this.client = client;
        this.volumeId = volumeId;
    }

    /** What stands behind the claim, or all that is wrong with it. */
    SourceClaim find(String namespace, String name) {
        return readable(existing(namespace, name), what(namespace, name)).orElseThrow(findings::exception);
    }

    /** What stands behind the claim; empty if there is none, or anything is wrong with it. */
    Optional<SourceClaim> living(String namespace, String name) {
        return claim(client, namespace, name).flatMap(claim -> readable(claim, what(namespace, name)));
    }

    /** The id of the volume behind the claim, whatever is on it; or all that is wrong with the claim. */
    String volumeBehind(String namespace, String name) {
        Optional<Found> found = look(existing(namespace, name), what(namespace, name));
        findings.throwIfAny();
        return found.orElseThrow().backing.volumeId;
    }

    private PersistentVolumeClaim existing(String namespace, String name) {
        String what = what(namespace, name);
        return claim(client, namespace, name)
                .orElseThrow(() -> PermanentException.of(
                        what + " does not exist.", "check `namespace` and `pvc`, and which cluster is used"));
    }

    /** The claim, whatever it is. */
    static Optional<PersistentVolumeClaim> claim(KubernetesClient client, String namespace, String name) {
        return ApiCalls.find(
                Request.of("get", "persistentvolumeclaims", namespace, name),
                () -> client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName(name)
                        .require());
    }

    private static String what(String namespace, String name) {
        return "PVC " + namespace + "/" + name;
    }

    /** Empty if anything is wrong with it, or restic cannot read what is on the volume. */
    private Optional<SourceClaim> readable(PersistentVolumeClaim claim, String what) {
        Optional<Found> found = look(claim, what);
        if ("Block".equals(claim.getSpec().getVolumeMode())) {
            findings.add(
                    what + " has volumeMode Block, wanted is Filesystem: restic backs up files, not a raw device.",
                    CINDER_BACKS_IT_UP);
        }
        if (found.filter(there -> there.backing.fsType.equals("btrfs")).isPresent()) {
            findings.add(
                    what
                            + " has file system btrfs: a clone has the same id as its source, and a node cannot mount both safely.",
                    CINDER_BACKS_IT_UP);
        }
        return found.filter(there -> findings.isEmpty()).map(there -> source(claim, there));
    }

    /** What stands behind the claim, as far as that is known. */
    private Optional<Found> look(PersistentVolumeClaim claim, String what) {
        refuseOther(
                claim.getMetadata() != null && claim.getMetadata().getUid() != null && claim.getSpec() != null, what);
        check(claim, what);
        String volumeName = claim.getSpec().getVolumeName();
        PersistentVolume volume = volumeName == null || volumeName.isEmpty() ? null : volume(volumeName, what);
        if (volume == null) {
            return Optional.empty();
        }
        refuseOther(isWhole(volume), "PersistentVolume " + volumeName);
        check(volume, claim, what);
        return Optional.ofNullable(backing(volume, what)).map(backing -> new Found(volume, backing));
    }

    /** A gateway's JSON is an object of Kubernetes to the reader, with nothing in it. Such things pass. */
    private static void refuseOther(boolean whole, String what) {
        if (!whole) {
            throw new TransientException(
                    "What the Kubernetes API server answers about " + what + " is not such an object.", null);
        }
    }

    private static boolean isWhole(PersistentVolume volume) {
        PersistentVolumeSpec spec = volume.getSpec();
        return volume.getMetadata() != null
                && spec != null
                && spec.getCapacity() != null
                && spec.getCapacity().containsKey("storage")
                && (spec.getCsi() == null || spec.getCsi().getDriver() != null);
    }

    private void check(PersistentVolumeClaim claim, String what) {
        String phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
        if (!"Bound".equals(phase)) {
            findings.add(
                    what + " is not bound: its phase is " + (phase == null ? "unknown" : phase) + ", wanted is Bound.",
                    "A claim is bound when it has a volume; with WaitForFirstConsumer it stays Pending until a pod uses it.");
        }
    }

    @CheckForNull
    private PersistentVolume volume(String name, String what) {
        PersistentVolume volume = ApiCalls.find(
                        Request.of("get", "persistentvolumes", null, name),
                        () -> client.persistentVolumes().withName(name).require())
                .orElse(null);
        if (volume == null) {
            findings.add(
                    "PersistentVolume " + name + ", to which " + what + " is bound, does not exist.",
                    "the claim has lost its volume: see `kubectl describe pvc`");
        }
        return volume;
    }

    /** A tenant can write any PV's name into a claim, but not its own uid into a PV. */
    private void check(PersistentVolume volume, PersistentVolumeClaim claim, String what) {
        ObjectReference owner = volume.getSpec().getClaimRef();
        if (owner == null || !claim.getMetadata().getUid().equals(owner.getUid())) {
            findings.add(
                    "PersistentVolume " + volume.getMetadata().getName() + " does not belong to " + what
                            + ": it is bound to another claim or none.",
                    "see `kubectl describe pvc`: the claim names a volume that is not its own");
        }
    }

    @CheckForNull
    private Backing backing(PersistentVolume volume, String what) {
        PersistentVolumeSpec spec = volume.getSpec();
        Backing backing = null;
        if (spec.getCsi() != null && (volumeId != null || isCinder(spec.getCsi().getDriver()))) {
            backing = new Backing(
                    spec.getCsi().getVolumeHandle(),
                    spec.getCsi().getDriver(),
                    fs(spec.getCsi().getFsType()));
        } else if (spec.getCsi() == null && spec.getCinder() != null) {
            backing = new Backing(
                    spec.getCinder().getVolumeID(),
                    migratedTo(volume),
                    fs(spec.getCinder().getFsType()));
        } else if (volumeId != null) {
            backing = new Backing(volumeId, migratedTo(volume), NewPersistentVolume.DEFAULT_FS);
        } else {
            String driver = spec.getCsi() == null
                    ? "no CSI driver"
                    : "CSI driver " + Printable.text(spec.getCsi().getDriver(), SHOWN);
            findings.add(
                    what + " is not on a Cinder volume: PersistentVolume "
                            + volume.getMetadata().getName() + " has " + driver
                            + ", wanted is one with 'cinder' in its name such as " + NewPersistentVolume.CINDER_CSI
                            + ", or an in-tree cinder volume.",
                    "if it is Cinder behind a driver of another name, name the volume with `volumeId`");
        }
        return backing;
    }

    private static boolean isCinder(String driver) {
        return driver.toLowerCase(Locale.ROOT).contains("cinder");
    }

    private static String migratedTo(PersistentVolume volume) {
        Map<String, String> annotations = volume.getMetadata().getAnnotations();
        return annotations == null
                ? NewPersistentVolume.CINDER_CSI
                : annotations.getOrDefault(MIGRATED_TO, NewPersistentVolume.CINDER_CSI);
    }

    private static String fs(@CheckForNull String type) {
        return type == null || type.isBlank() ? NewPersistentVolume.DEFAULT_FS : type.toLowerCase(Locale.ROOT);
    }

    private SourceClaim source(PersistentVolumeClaim claim, Found found) {
        PersistentVolumeSpec spec = found.volume.getSpec();
        String storageClass = spec.getStorageClassName();
        List<String> accessModes = claim.getSpec().getAccessModes();
        return new SourceClaim(
                claim.getMetadata().getNamespace(),
                claim.getMetadata().getName(),
                found.volume.getMetadata().getName(),
                volumeId == null ? found.backing.volumeId : volumeId,
                found.backing.driver,
                found.backing.fsType,
                storageClass == null ? "" : storageClass,
                Quantity.getAmountInBytes(spec.getCapacity().get("storage")).longValue(),
                accessModes == null ? List.of() : accessModes,
                spec.getNodeAffinity() == null
                        ? null
                        : client.getKubernetesSerialization().asJson(spec.getNodeAffinity()),
                spec.getNodeAffinity() == null ? Set.of() : ZoneAffinity.zones(spec.getNodeAffinity()));
    }

    private record Backing(String volumeId, String driver, String fsType) {}

    private record Found(PersistentVolume volume, Backing backing) {}
}
