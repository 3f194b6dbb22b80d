package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import java.util.Map;

/** A NetworkPolicy without any rule: nothing is let through, in either direction. */
final class NetworkPolicyManifest {
    private NetworkPolicyManifest() {}

    static NetworkPolicy of(NewNetworkPolicy policy) {
        return new NetworkPolicyBuilder()
                .withMetadata(OwnershipLabels.metadata(policy.namespace(), policy.name(), policy.tags()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Map.of(
                        OwnershipLabels.RUN, policy.tags().run().value(), OwnershipLabels.JOB_NAME, policy.job()))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .endSpec()
                .build();
    }
}
