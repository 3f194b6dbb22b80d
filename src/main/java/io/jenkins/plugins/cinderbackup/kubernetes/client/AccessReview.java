package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Asks the API server what the credential may do.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access">Checking API access</a>
 */
public final class AccessReview {
    /** What was allowed is asked again after this: a thousand runs of the same minute ask once. A refusal is never kept. */
    private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Ticker ticker;
    private final Map<Request, Instant> allowed = new ConcurrentHashMap<>();

    /** Asks as whoever the client has logged in as. */
    public AccessReview(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    /** Those of the requests that would be refused. */
    public List<Request> denied(List<Request> requests) {
        Instant now = ticker.now();
        allowed.values().removeIf(at -> at.isBefore(now.minus(TRUSTED_FOR)));
        return requests.stream()
                .filter(request -> !allowed.containsKey(request))
                .filter(request -> !isAllowed(request, now))
                .toList();
    }

    private boolean isAllowed(Request request, Instant now) {
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
        SubjectAccessReviewStatus status =
                ApiCalls.read(asking, () -> client.resource(review).create()).getStatus();
        if (status == null || !Boolean.TRUE.equals(status.getAllowed())) {
            return false;
        }
        allowed.put(request, now);
        return true;
    }

    /** One finding for each resource in its namespace, naming all its verbs. */
    public static List<Finding> findings(List<Request> denied) {
        Map<String, List<Request>> byResource = denied.stream()
                .collect(Collectors.groupingBy(
                        request -> request.namespace() + " " + request.resource(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byResource.values().stream().map(AccessReview::finding).toList();
    }

    private static Finding finding(List<Request> requests) {
        Request first = requests.get(0);
        String verbs = requests.stream().map(Request::verb).collect(Collectors.joining(", "));
        Request all = new Request(verbs, first.group(), first.resource(), first.namespace(), null);
        String quoted =
                requests.stream().map(request -> "\"" + request.verb() + "\"").collect(Collectors.joining(", "));
        return Finding.of("Forbidden: " + all.permission() + ".", first.rule("[" + quoted + "]"));
    }
}
