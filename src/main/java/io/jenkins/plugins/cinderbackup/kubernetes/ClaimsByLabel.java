package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import java.util.ArrayList;
import java.util.List;

/** Finds PVCs by their labels, page by page. */
final class ClaimsByLabel {
    private static final long PAGE = 500;

    private ClaimsByLabel() {}

    /** Their names, as the server orders them. */
    static List<String> find(KubernetesClient client, String namespace, String selector) {
        Request request = Request.of("list", "persistentvolumeclaims", namespace, null);
        List<String> names = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            PersistentVolumeClaimList page = ApiCalls.read(
                    request,
                    () -> client.persistentVolumeClaims()
                            .inNamespace(namespace)
                            .list(new ListOptionsBuilder()
                                    .withLabelSelector(selector)
                                    .withLimit(PAGE)
                                    .withContinue(from)
                                    .build()));
            page.getItems().forEach(claim -> names.add(claim.getMetadata().getName()));
            next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return names;
    }
}
