package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on a real cluster: {@code KUBERNETES_RIG} names a file of {@code NAME=value} lines with {@code KUBECONFIG}, {@code RIG_IMAGE_RESTIC},
 * {@code RIG_HOST_IP}, and {@code RIG_CSI_IMAGES}, the folder in which the CSI driver finds a volume as {@code ID.img}.
 */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "KUBERNETES_RIG", matches = ".+")
class RealWorkloadsTest extends WorkloadsContract {
    private static final KubernetesClusters CLUSTERS = new KubernetesClusters();
    private static final Map<String, String> RIG = new java.util.HashMap<>();

    @BeforeAll
    static void readRig() throws Exception {
        for (String line : Files.readAllLines(Path.of(System.getenv("KUBERNETES_RIG")))) {
            String[] pair = line.split("=", 2);
            RIG.put(pair[0], pair[1]);
        }
    }

    @AfterAll
    static void stop() {
        CLUSTERS.close();
    }

    @Override
    KubernetesCluster open() {
        try {
            return CLUSTERS.open(KubeconfigReader.read(Files.readString(Path.of(RIG.get("KUBECONFIG"))), null));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    String image() {
        return RIG.get("RIG_IMAGE_RESTIC");
    }

    @Override
    String volumeOf(Path content) throws Exception {
        String id = UUID.randomUUID().toString();
        Path image = Path.of(RIG.get("RIG_CSI_IMAGES"), id + ".img");
        Process process = new ProcessBuilder("mkfs.ext4", "-q", "-d", content.toString(), image.toString(), "64M").redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return id;
    }

    @Override
    String blankVolume() throws Exception {
        String id = UUID.randomUUID().toString();
        try (java.io.RandomAccessFile image = new java.io.RandomAccessFile(RIG.get("RIG_CSI_IMAGES") + "/" + id + ".img", "rw")) {
            image.setLength(Objects.SIZE);
        }
        return id;
    }

    @Override
    void makeSource(String claim, String volumeId) {
        cluster.client().resource(new PersistentVolumeClaimBuilder()
                .withNewMetadata().withNamespace(namespace()).withName(claim).endMetadata()
                .withNewSpec().withAccessModes("ReadWriteOnce").withStorageClassName("").withVolumeName(claim)
                .withNewResources().withRequests(Map.of("storage", new Quantity("1"))).endResources()
                .endSpec().build()).create();
        cluster.client().resource(new PersistentVolumeBuilder()
                .withNewMetadata().withName(claim).endMetadata()
                .withNewSpec().withAccessModes(List.of("ReadWriteOnce")).withStorageClassName("")
                .withCapacity(Map.of("storage", new Quantity(Long.toString(Objects.SIZE)))).withPersistentVolumeReclaimPolicy("Retain")
                .withNewClaimRef().withNamespace(namespace()).withName(claim).endClaimRef()
                .withNewCsi().withDriver(Objects.DRIVER).withVolumeHandle(volumeId).withFsType("ext4").endCsi()
                .endSpec().build()).create();
    }

    @Override
    String hostAddress() {
        return RIG.get("RIG_HOST_IP");
    }
}
