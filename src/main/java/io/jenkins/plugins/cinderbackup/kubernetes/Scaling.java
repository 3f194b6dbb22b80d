package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.Scalable;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.Optional;

/**
 * Scales workloads by their subresource {@code scale}, so that nothing else of them can be changed.
 *
 * @see <a href="https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.33/#scale-v1-autoscaling">Scale</a>
 */
final class Scaling {
    private static final String DELETE = "Delete";

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

    /**
     * Whether it is a StatefulSet that has made PVCs which go when it is scaled down: those that it only uses stay. Its scale does not say so.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention">PersistentVolumeClaim retention</a>
     */
    boolean losesClaims(Workload workload) {
        return workload.kind() == ResourceKind.STATEFUL_SET
                && ApiCalls.find(
                                Request.of("get", "statefulsets", workload.namespace(), workload.name()),
                                () -> statefulSet(workload).require())
                        .map(found -> spec(found, workload))
                        .filter(spec -> !spec.getVolumeClaimTemplates().isEmpty())
                        .map(StatefulSetSpec::getPersistentVolumeClaimRetentionPolicy)
                        .filter(policy -> DELETE.equals(policy.getWhenScaled()))
                        .isPresent();
    }

    /** A gateway's JSON is an object of Kubernetes to the reader, with nothing in it: that must not be taken for a StatefulSet that keeps its PVCs. */
    private static StatefulSetSpec spec(StatefulSet found, Workload workload) {
        if (found.getSpec() == null) {
            throw new TransientException(
                    "What the Kubernetes API server answers about " + workload.describe() + " is not such an object.",
                    null);
        }
        return found.getSpec();
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
                : statefulSet(workload);
    }

    private RollableScalableResource<StatefulSet> statefulSet(Workload workload) {
        return client.apps().statefulSets().inNamespace(workload.namespace()).withName(workload.name());
    }
}
