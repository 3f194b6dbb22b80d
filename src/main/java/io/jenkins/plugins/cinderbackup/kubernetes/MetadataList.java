package io.jenkins.plugins.cinderbackup.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.text.HttpTime;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lists the metadata of what carries our label, page by page, with the server's time. fabric8's own lists bring whole objects, Secrets with their
 * values, and no headers.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">Metadata-only fetches</a>
 */
final class MetadataList {
    private static final int PAGE = 500;
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static final String SELECTOR =
            "?labelSelector=" + encoded(OwnershipLabels.MANAGED_BY + "=" + OwnershipLabels.MANAGER) + "&limit=" + PAGE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    MetadataList(KubernetesClient client) {
        this.client = client;
    }

    /** @param time what the server's clock said at the first page */
    record Listed(Instant time, List<Item> items) {}

    /** One object's metadata. */
    record Item(JsonNode metadata) {
        MarkedObject marked(ResourceKind kind) {
            Instant createdAt = createdAt();
            Ownership tags = createdAt == null ? null : OwnershipLabels.tags(map("labels"), map("annotations"));
            String state = metadata.hasNonNull("deletionTimestamp") ? "deleting" : "";
            return new MarkedObject(
                    kind,
                    text("namespace"),
                    text("name"),
                    text("uid"),
                    state,
                    0,
                    createdAt,
                    tags,
                    OwnershipLabels.isKept(map("labels")));
        }

        @CheckForNull
        private Instant createdAt() {
            try {
                return Instant.parse(metadata.path("creationTimestamp").asText());
            } catch (DateTimeException e) {
                return null;
            }
        }

        @CheckForNull
        private String text(String field) {
            return metadata.path(field).asText(null);
        }

        private Map<String, String> map(String field) {
            Map<String, String> map = new HashMap<>();
            metadata.path(field)
                    .properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
            return map;
        }
    }

    /** @param namespace null for all, or where there is none */
    Listed of(String resource, @CheckForNull String namespace) {
        Request request = Request.of("list", resource, namespace, null);
        String path = (request.group().isEmpty() ? "api/v1/" : "apis/" + request.group() + "/v1/")
                + (namespace == null ? "" : "namespaces/" + namespace + "/")
                + resource
                + SELECTOR;
        List<Item> items = new ArrayList<>();
        Instant time = null;
        String next = "";
        do {
            String from = next.isEmpty() ? path : path + "&continue=" + encoded(next);
            HttpResponse<String> page = ApiCalls.read(request, () -> get(from));
            time = time == null ? time(page) : time;
            JsonNode list = json(request, page.body());
            list.path("items").forEach(item -> items.add(new Item(item.path("metadata"))));
            next = list.at("/metadata/continue").asText("");
        } while (!next.isEmpty());
        return new Listed(time, items);
    }

    private HttpResponse<String> get(String path) {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getConfiguration().getMasterUrl() + path)
                .header("Accept", METADATA_ONLY)
                .build();
        try {
            long limit = client.getConfiguration().getRequestTimeout();
            HttpResponse<String> response =
                    client.getHttpClient().sendAsync(request, String.class).get(limit, TimeUnit.MILLISECONDS);
            if (!response.isSuccessful()) {
                throw new KubernetesClientException(response.message(), response.code(), status(response.body()));
            }
            return response;
        } catch (ExecutionException e) {
            throw KubernetesClientException.launderThrowable(e.getCause());
        } catch (TimeoutException e) {
            throw new KubernetesClientException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", new InterruptedIOException());
        }
    }

    @CheckForNull
    private static Status status(String body) {
        try {
            return JSON.readValue(body, Status.class);
        } catch (JsonProcessingException notTheApiServer) {
            return null;
        }
    }

    private static JsonNode json(Request request, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new TransientException(
                    "Could not " + request.describe() + ": the answer is not the Kubernetes API server's.", e);
        }
    }

    private static Instant time(HttpResponse<String> page) {
        return HttpTime.date(page.header("Date"))
                .orElseThrow(() -> PermanentException.of(
                        "The Kubernetes API server's answers do not say what time it is, so nobody can tell what is past its end.",
                        "let the proxy before it pass the header `Date` on"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
