package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.AccessReview;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiErrors;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.Manifests;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.List;

/**
 * Whether a run would be let through: each permission, and each object by a server-side dry run, which passes quota, LimitRange and
 * admission without storing anything.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run">Dry run</a>
 */
final class DryRunCheck {
    private final KubernetesClient client;
    private final AccessReview access;
    private final Manifests manifests;
    private final Findings findings = new Findings();

    DryRunCheck(KubernetesClient client, AccessReview access) {
        this.client = client;
        this.access = access;
        this.manifests = Manifests.rehearsed(client.getKubernetesSerialization());
    }

    List<Finding> check(Rehearsal rehearsal) {
        List<Request> denied = access.denied(requests(rehearsal));
        findings.addAll(AccessReview.findings(denied));
        for (ClusterObject object : rehearsal.objects()) {
            boolean refused = denied.contains(Request.of("create", object.kind(), object.namespace(), null));
            if (!refused && namespaceIsMissing(object)) {
                // Everything else would fail for the same reason
                return List.of(Finding.of(
                        "The namespace '" + object.namespace() + "' does not exist.",
                        "create it, or correct `job.namespace` (or `namespace`, which stands in for it)"));
            }
        }
        return findings.list();
    }

    private static List<Request> requests(Rehearsal rehearsal) {
        return rehearsal.permissions().entrySet().stream()
                .flatMap(
                        needed -> needed.getValue().stream().map(permission -> Request.of(permission, needed.getKey())))
                .distinct()
                .toList();
    }

    private boolean namespaceIsMissing(ClusterObject object) {
        Request request = Request.of("create", object.kind(), object.namespace(), object.name());
        HasMetadata manifest = manifests.of(object).object();
        try {
            ApiCalls.read(request, () -> client.resource(manifest).dryRun(true).create());
        } catch (PermanentException e) {
            if (ApiErrors.namespaceIsMissing(e)) {
                return true;
            }
            findings.addAll(e.findings());
        }
        return false;
    }
}
