package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.cinderbackup.kubernetes.client.KubeconfigReader;
import io.jenkins.plugins.cinderbackup.real.Ceph;
import io.jenkins.plugins.cinderbackup.real.Command;
import io.jenkins.plugins.cinderbackup.real.Formats;
import io.jenkins.plugins.cinderbackup.real.Real;
import io.jenkins.plugins.cinderbackup.real.RigCluster;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The contract on a real cluster, whose volumes are RBD images. It leaves nothing there. */
@Real
class RealClusterTest extends ClusterContract {
    private static final ClusterClients CLUSTERS = new ClusterClients();
    private static final List<String> IMAGES = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    /** After the contract has waited for the end of each pod, so that nobody uses them. */
    @AfterAll
    static void removeImages() {
        CLUSTERS.close();
        IMAGES.forEach(image -> Ceph.rbd("rm", "--no-progress", image));
        IMAGES.clear();
    }

    @AfterEach
    void removeSources() {
        for (String claim : sources) {
            cluster.client()
                    .persistentVolumeClaims()
                    .inNamespace(namespace())
                    .withName(claim)
                    .delete();
            cluster.client().persistentVolumes().withName(claim).delete();
        }
    }

    @Override
    ClusterClient open() {
        return CLUSTERS.open(KubeconfigReader.read(RigCluster.kubeconfig(), null));
    }

    @Override
    String image() {
        return Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC");
    }

    @Override
    String volumeOf(Path content) {
        return image(image -> Command.run("mkfs.ext4", "-q", "-d", content.toString(), image.toString(), "64M"));
    }

    @Override
    String volumeWith(String format) {
        return image(image -> {
            // The least that mkfs.xfs takes
            Command.run("truncate", "-s", "320M", image.toString());
            Formats.make(format, image.toString());
        });
    }

    private String image(Consumer<Path> fill) {
        String id = UUID.randomUUID().toString();
        Path image = temporary.resolve(id + ".img");
        fill.accept(image);
        Ceph.rbd("import", "--no-progress", image.toString(), "volume-" + id);
        IMAGES.add("volume-" + id);
        return id;
    }

    @Override
    void makeSource(String claim, String volumeId) {
        sources.add(claim);
        cluster.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName(claim)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName("")
                        .withVolumeName(claim)
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity("1")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        cluster.client()
                .resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(claim)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes(List.of("ReadWriteOnce"))
                        .withStorageClassName("")
                        .withCapacity(Map.of("storage", new Quantity(Long.toString(Objects.SIZE))))
                        .withPersistentVolumeReclaimPolicy("Retain")
                        .withNewClaimRef()
                        .withNamespace(namespace())
                        .withName(claim)
                        .endClaimRef()
                        .withNewCsi()
                        .withDriver(Objects.DRIVER)
                        .withVolumeHandle(volumeId)
                        .withFsType("ext4")
                        .endCsi()
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    String hostAddress() {
        return Rigs.KUBERNETES.get("RIG_HOST_IP");
    }
}
