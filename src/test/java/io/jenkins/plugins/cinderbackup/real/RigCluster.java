package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The Kubernetes cluster as its administrator sees it. */
public final class RigCluster implements AutoCloseable {
    static final String STORAGE_CLASS = "cinder";

    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig()))
            .build();

    /** Its administrator's kubeconfig. */
    public static String kubeconfig() {
        try {
            return Files.readString(Path.of(Rigs.KUBERNETES.get("KUBECONFIG")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For whatever is not a method here. */
    public KubernetesClient client() {
        return client;
    }

    /** Makes a namespace; labels say, for example, which pod security it enforces. */
    public void createNamespace(String name, Map<String, String> labels) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        client.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(account -> account != null, 30, TimeUnit.SECONDS);
    }

    /** Makes a PV over a Cinder volume and a claim that is bound to it, as a provisioner leaves them. */
    public void createSource(String namespace, String claim, String volumeId, String fsType, int sizeGiB) {
        Map<String, Quantity> size = Map.of("storage", new Quantity(sizeGiB + "Gi"));
        String volume = "pvc-" + volumeId;
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(volume)
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(size)
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(STORAGE_CLASS)
                        .withPersistentVolumeReclaimPolicy("Retain")
                        .withNewClaimRef()
                        .withNamespace(namespace)
                        .withName(claim)
                        .endClaimRef()
                        .withNewCsi()
                        .withDriver(Rigs.KUBERNETES.get("RIG_CSI_DRIVER"))
                        .withVolumeHandle(volumeId)
                        .withFsType(fsType)
                        .endCsi()
                        .endSpec()
                        .build())
                .create();
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(claim)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(STORAGE_CLASS)
                        .withVolumeName(volume)
                        .withNewResources()
                        .withRequests(size)
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        awaitVolume(namespace, claim);
    }

    /** Makes a claim that the provisioner is to make a volume for. */
    public void createDynamicClaim(String namespace, String name, int sizeGiB) {
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(STORAGE_CLASS)
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity(sizeGiB + "Gi")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    /** The PV of a claim, once it is bound. */
    public PersistentVolume awaitVolume(String namespace, String claim) {
        PersistentVolumeClaim bound = client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(claim)
                .waitUntilCondition(
                        made -> made != null && "Bound".equals(made.getStatus().getPhase()), 30, TimeUnit.SECONDS);
        return client.persistentVolumes()
                .withName(bound.getSpec().getVolumeName())
                .get();
    }

    /** Runs a shell script in a pod that has the claim at {@code /data}, until it has ended well and the node has let go of the volume. */
    public void runPod(String namespace, String claim, String script) {
        PodResource pod = client.pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("pod-" + claim)
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .withTerminationGracePeriodSeconds(1L)
                        .addNewContainer()
                        .withName("main")
                        .withImage(Rigs.KUBERNETES.get("RIG_IMAGE_BUSYBOX"))
                        .withCommand("sh", "-ec", script)
                        .addNewVolumeMount()
                        .withName("data")
                        .withMountPath("/data")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("data")
                        .withNewPersistentVolumeClaim()
                        .withClaimName(claim)
                        .endPersistentVolumeClaim()
                        .endVolume()
                        .endSpec()
                        .build());
        pod.create();
        Pod ended = pod.waitUntilCondition(
                now -> now != null
                        && List.of("Succeeded", "Failed")
                                .contains(now.getStatus().getPhase()),
                120,
                TimeUnit.SECONDS);
        if (ended.getStatus().getPhase().equals("Failed")) {
            throw new AssertionError("the pod failed: " + pod.getLog());
        }
        pod.delete();
        pod.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
        String image =
                "volume-" + awaitVolume(namespace, claim).getSpec().getCsi().getVolumeHandle();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Ceph.rbd("status", image).contains("watcher="));
    }

    /** Makes a Secret of a user's own. */
    public void createSecret(String namespace, String name, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    /** Removes a namespace and all in it, without waiting, and the PVs that its claims were bound to, but no Cinder volume. */
    public void remove(String namespace) {
        List<PersistentVolume> volumes = client.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getSpec().getClaimRef() != null
                        && namespace.equals(volume.getSpec().getClaimRef().getNamespace()))
                .toList();
        // Else the provisioner deletes the volumes, too, while the test does
        volumes.stream()
                .filter(volume ->
                        volume.getSpec().getPersistentVolumeReclaimPolicy().equals("Delete"))
                .forEach(volume -> client.resource(volume)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"spec\": {\"persistentVolumeReclaimPolicy\": \"Retain\"}}"));
        client.namespaces().withName(namespace).delete();
        volumes.forEach(volume -> client.resource(volume).delete());
    }

    /** Whatever a backup could leave here: one line each. */
    public List<String> inventory() {
        List<List<? extends HasMetadata>> all = List.of(
                client.persistentVolumes().list().getItems(),
                client.persistentVolumeClaims().inAnyNamespace().list().getItems(),
                client.secrets().inAnyNamespace().list().getItems(),
                client.network().v1().networkPolicies().inAnyNamespace().list().getItems(),
                client.batch().v1().jobs().inAnyNamespace().list().getItems(),
                client.pods().inAnyNamespace().list().getItems(),
                client.configMaps().inAnyNamespace().list().getItems());
        return all.stream()
                .flatMap(List::stream)
                .filter(object -> !object.getMetadata().getName().equals("kube-root-ca.crt"))
                .map(object -> object.getKind() + " "
                        + (object.getMetadata().getNamespace() == null
                                ? ""
                                : object.getMetadata().getNamespace() + "/")
                        + object.getMetadata().getName())
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
