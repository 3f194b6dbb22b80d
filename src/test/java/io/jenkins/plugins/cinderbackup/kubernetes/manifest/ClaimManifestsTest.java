package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.kubernetes.Objects;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.model.ZoneChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims and PVs as they are sent. */
class ClaimManifestsTest {
    private static final String PREFIX = "cinder-snapshot-backup.jenkins.io/";
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Objects objects = new Objects("backups", "restic/restic:0.18.1");

    @Test
    void claimAndVolumeFindNobodyButEachOther() {
        PersistentVolumeClaim claim = ClaimManifests.claim(objects.claim());
        PersistentVolume volume = ClaimManifests.volume(objects.volume("the-uid", "the-volume"), JSON);

        assertThat(claim.getSpec().getVolumeName()).isNull();
        assertThat(volume.getMetadata().getLabels())
                .containsAllEntriesOf(claim.getSpec().getSelector().getMatchLabels());
        assertThat(volume.getSpec().getClaimRef().getUid()).isEqualTo("the-uid");
        assertThat(volume.getSpec().getStorageClassName())
                .isEqualTo(claim.getSpec().getStorageClassName())
                .isEmpty();
    }

    @Test
    void aBlankDeviceCannotBeFormattedAndTheVolumeIsRetained() {
        PersistentVolume volume = ClaimManifests.volume(objects.volume("uid", "id"), JSON);

        assertThat(volume.getSpec().getMountOptions()).containsExactly("ro");
        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
        assertThat(volume.getSpec().getCsi().getReadOnly())
                .as("a read-only device could not replay its journal")
                .isNull();
    }

    private PersistentVolume volume(VolumeUse use) {
        return ClaimManifests.volume(
                new NewPersistentVolume(
                        "pv",
                        "backups",
                        "pvc",
                        "uid",
                        "id",
                        "cinder.csi.openstack.org",
                        "ext4",
                        use,
                        "",
                        1L << 30,
                        null,
                        Optional.empty(),
                        objects.tags),
                JSON);
    }

    @Test
    void aVolumeThatIsToBeWrittenIsMountedWithNoOptionsButTheClasss() {
        PersistentVolume volume = volume(VolumeUse.writing(List.of("noatime")));

        assertThat(volume.getSpec().getMountOptions()).containsExactly("noatime");
        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
        assertThat(volume.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
        assertThat(volume.getMetadata().getAnnotations()).doesNotContainKey("pv.kubernetes.io/provisioned-by");
    }

    @Test
    void aVolumeForAUserIsOneThatTheDriverItselfWouldDelete() {
        PersistentVolume volume = volume(new VolumeUse(
                "Delete", List.of("ReadWriteOnce", "ReadWriteMany"), List.of("noatime"), "cinder.csi.openstack.org"));

        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Delete");
        assertThat(volume.getSpec().getAccessModes()).containsExactly("ReadWriteOnce", "ReadWriteMany");
        assertThat(volume.getMetadata().getAnnotations())
                .containsEntry("pv.kubernetes.io/provisioned-by", "cinder.csi.openstack.org")
                .containsKey(PREFIX + "may-live-until");
    }

    @Test
    void aClaimForAUserHasTheUsersLabelsAndAnnotationsButNoneThatPassForOurs() {
        NewClaim wanted = new NewClaim(
                "shop",
                "db",
                "fast",
                1L << 30,
                List.of("ReadWriteMany"),
                Map.of("app", "db", PREFIX + "keep", "true", "app.kubernetes.io/managed-by", "Helm"),
                Map.of("note", "from a backup", PREFIX + "may-live-until", "2000-01-01T00:00:00Z"),
                objects.tags);

        PersistentVolumeClaim claim = ClaimManifests.claim(wanted);

        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
        assertThat(claim.getMetadata().getLabels())
                .containsOnly(
                        Map.entry("app", "db"),
                        Map.entry("app.kubernetes.io/managed-by", "cinder-snapshot-backup"),
                        Map.entry(PREFIX + "run", objects.run.value()));
        assertThat(claim.getMetadata().getAnnotations())
                .containsEntry("note", "from a backup")
                .containsEntry(PREFIX + "may-live-until", "2026-03-02T10:00:00Z");
    }

    @Test
    void theSourcesNodeAffinityIsRepeated() {
        String affinity =
                "{\"required\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"zone\",\"operator\":\"In\",\"values\":[\"nova\"]}]}]}}";
        NewPersistentVolume volume = new NewPersistentVolume(
                "pv",
                "backups",
                "pvc",
                "uid",
                "id",
                "cinder.csi.openstack.org",
                "xfs",
                VolumeUse.reading(),
                "gold",
                2L << 40,
                affinity,
                Optional.empty(),
                objects.tags);

        PersistentVolume made = ClaimManifests.volume(volume, JSON);

        assertThat(JSON.asJson(made.getSpec().getNodeAffinity())).isEqualTo(affinity);
        assertThat(made.getSpec().getCsi().getFsType()).isEqualTo("xfs");
        assertThat(made.getSpec().getCapacity().get("storage").getNumericalAmount())
                .isEqualByComparingTo(Long.toString(2L << 40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topology.cinder.csi.openstack.org/zone",
                "topology.kubernetes.io/zone",
                "failure-domain.beta.kubernetes.io/zone",
                "topology.csi.example.org/zone"
            })
    void theNodeAffinityFollowsTheVolumeIntoAnotherZone(String key) {
        String affinity = "{\"required\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"" + key
                + "\",\"operator\":\"In\",\"values\":[\"az-1\"]},"
                + "{\"key\":\"disk\",\"operator\":\"In\",\"values\":[\"az-1\"]}]}]}}";
        NewPersistentVolume volume = new NewPersistentVolume(
                "pv",
                "backups",
                "pvc",
                "uid",
                "id",
                "cinder.csi.openstack.org",
                "xfs",
                VolumeUse.reading(),
                "gold",
                2L << 40,
                affinity,
                Optional.of(new ZoneChange("az-1", "az-2")),
                objects.tags);

        assertThat(JSON.asJson(ClaimManifests.volume(volume, JSON).getSpec().getNodeAffinity()))
                .isEqualTo(affinity.replaceFirst("az-1", "az-2"));
    }
}
