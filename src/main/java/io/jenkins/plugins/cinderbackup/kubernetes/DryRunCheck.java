package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a run would be let through: each permission, and each object by a server-side dry run, which passes quota, LimitRange and
 * admission without storing anything.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run">Dry run</a>
 */
final class DryRunCheck {
    private final KubernetesClient client;
    private final AccessReview access;
    private final Findings findings = new Findings();

    DryRunCheck(KubernetesClient client, AccessReview access) {
        this.client = client;
        this.access = access;
    }

    List<Finding> check(Rehearsal rehearsal) {
        String namespace = rehearsal.job().namespace();
        List<Request> denied = access.denied(RequiredPermissions.requests(namespace));
        findings.addAll(AccessReview.findings(denied));
        Set<String> notCreatable = denied.stream()
                .filter(request -> request.verb().equals("create"))
                .map(Request::resource)
                .collect(Collectors.toSet());
        for (Trial trial : trials(rehearsal)) {
            if (!notCreatable.contains(trial.request.resource()) && namespaceIsMissing(trial)) {
                // Everything else would fail for the same reason
                return List.of(Finding.of(
                        "The namespace '" + namespace + "' does not exist.",
                        "create it, or correct `job.namespace` (or `namespace`, which stands in for it)"));
            }
        }
        return findings.list();
    }

    private List<Trial> trials(Rehearsal rehearsal) {
        return List.of(
                new Trial(
                        Request.of(
                                "create",
                                "persistentvolumeclaims",
                                rehearsal.claim().namespace(),
                                rehearsal.claim().name()),
                        ClaimManifests.claim(rehearsal.claim())),
                new Trial(
                        Request.of(
                                "create",
                                "persistentvolumes",
                                null,
                                rehearsal.volume().name()),
                        ClaimManifests.volume(rehearsal.volume(), client.getKubernetesSerialization())),
                new Trial(
                        Request.of(
                                "create",
                                "secrets",
                                rehearsal.secret().namespace(),
                                rehearsal.secret().name()),
                        SecretManifest.empty(rehearsal.secret())),
                new Trial(
                        Request.of(
                                "create",
                                "jobs",
                                rehearsal.job().namespace(),
                                rehearsal.job().name()),
                        JobManifest.of(rehearsal.job())));
    }

    private boolean namespaceIsMissing(Trial trial) {
        try {
            ApiCalls.read(
                    trial.request,
                    () -> client.resource(trial.object).dryRun(true).create());
        } catch (PermanentException e) {
            if (ApiCalls.namespaceIsMissing(e)) {
                return true;
            }
            findings.addAll(e.findings());
        }
        return false;
    }

    private record Trial(Request request, HasMetadata object) {}
}
