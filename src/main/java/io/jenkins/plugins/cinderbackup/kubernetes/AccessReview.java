package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the API server what the credential may do.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access">Checking API access</a>
 */
final class AccessReview {
    private final KubernetesClient client;

    AccessReview(KubernetesClient client) {
        this.client = client;
    }

    /** Those of the requests that would be refused. */
    List<Request> denied(List<Request> requests) {
        return requests.stream().filter(request -> !isAllowed(request)).toList();
    }

    private boolean isAllowed(Request request) {
        String[] resource = request.resource().split("/", 2);
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(request.verb())
                .withGroup(request.group())
                .withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : null)
                .withNamespace(request.namespace())
                .endResourceAttributes()
                .endSpec()
                .build();
        Request asking = new Request("create", "authorization.k8s.io", "selfsubjectaccessreviews", null, null);
        SubjectAccessReviewStatus status = Calls.read(asking, () -> client.resource(review).create()).getStatus();
        return status != null && Boolean.TRUE.equals(status.getAllowed());
    }

    /** One finding for each resource in its namespace, naming all its verbs. */
    static List<Finding> findings(List<Request> denied) {
        Map<String, List<Request>> byResource = denied.stream()
                .collect(Collectors.groupingBy(request -> request.namespace() + " " + request.resource(), LinkedHashMap::new, Collectors.toList()));
        return byResource.values().stream().map(AccessReview::finding).toList();
    }

    private static Finding finding(List<Request> requests) {
        Request first = requests.get(0);
        String verbs = requests.stream().map(Request::verb).collect(Collectors.joining(", "));
        Request all = new Request(verbs, first.group(), first.resource(), first.namespace(), null);
        String quoted = requests.stream().map(request -> "\"" + request.verb() + "\"").collect(Collectors.joining(", "));
        return Finding.of("Forbidden: " + all.permission() + ".", first.rule("[" + quoted + "]"));
    }
}
