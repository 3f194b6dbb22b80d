package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Scalable;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.Optional;

/**
 * Scales workloads by their subresource {@code scale}, so that nothing else of them can be changed.
 *
 * @see <a href="https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.33/#scale-v1-autoscaling">Scale</a>
 */
final class Scaling {
    private final KubernetesClient client;

    Scaling(KubernetesClient client) {
        this.client = client;
    }

    /** How the workload is scaled, if it is there. */
    Optional<WorkloadScale> of(Workload workload) {
        return ApiCalls.find(request("get", workload), () -> resource(workload).scale((Scale) null))
                .map(Scaling::scale);
    }

    private static WorkloadScale scale(Scale found) {
        // Zero and an empty selector are left out
        Integer replicas = found.getSpec() == null ? null : found.getSpec().getReplicas();
        String selector = found.getStatus() == null ? null : found.getStatus().getSelector();
        return new WorkloadScale(
                found.getMetadata().getUid(),
                found.getMetadata().getResourceVersion(),
                replicas == null ? 0 : replicas,
                selector == null ? "" : selector);
    }

    /** The version that was seen is a precondition: one that was changed meanwhile is left, also by a call that is carried out late. */
    void to(Workload workload, WorkloadScale seen, int replicas) {
        Scale wanted = new ScaleBuilder()
                .withNewMetadata()
                .withNamespace(workload.namespace())
                .withName(workload.name())
                .withUid(seen.uid())
                .withResourceVersion(seen.version())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        ApiCalls.change(request("update", workload), () -> resource(workload).scale(wanted));
    }

    private static Request request(String verb, Workload workload) {
        return Request.of(verb, workload.kind(), workload.namespace(), workload.name());
    }

    private Scalable<?> resource(Workload workload) {
        return workload.kind() == ResourceKind.DEPLOYMENT
                ? client.apps().deployments().inNamespace(workload.namespace()).withName(workload.name())
                : client.apps().statefulSets().inNamespace(workload.namespace()).withName(workload.name());
    }
}
