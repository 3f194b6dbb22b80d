package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Reads storage classes as the Cinder CSI driver and the external provisioner do.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/storage-classes/">Storage classes</a>
 */
final class StorageClasses {
    private static final String DELETE = "Delete";

    private final KubernetesClient client;

    StorageClasses(KubernetesClient client) {
        this.client = client;
    }

    /** The class of this name, if there is one. */
    Optional<StorageClassSettings> find(String name) {
        return ApiCalls.find(
                        Request.of("get", "storageclasses", null, name),
                        () -> client.storage()
                                .v1()
                                .storageClasses()
                                .withName(name)
                                .require())
                .map(StorageClasses::settings);
    }

    private static StorageClassSettings settings(StorageClass found) {
        Map<String, String> parameters = found.getParameters() == null ? Map.of() : found.getParameters();
        return new StorageClassSettings(
                found.getMetadata().getName(),
                found.getProvisioner(),
                parameters.get("type"),
                parameters.get("availability"),
                // The provisioner reads the plain name too, which it calls deprecated
                parameters.getOrDefault("csi.storage.k8s.io/fstype", parameters.get("fstype")),
                found.getReclaimPolicy() == null ? DELETE : found.getReclaimPolicy(),
                found.getMountOptions());
    }
}
