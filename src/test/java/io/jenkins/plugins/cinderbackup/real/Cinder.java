package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Keystone and Cinder as a user of one project sees them, by plain requests. */
public final class Cinder {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;
    private final String projectId;
    private final String endpoint;

    private Cinder(String user, String password, String project) {
        Map<String, Object> domain = Map.of("id", "default");
        Map<String, Object> auth = Map.of(
                "identity", Map.of("methods", List.of("password"),
                        "password", Map.of("user", Map.of("name", user, "domain", domain, "password", password))),
                "scope", Map.of("project", Map.of("name", project, "domain", domain)));
        HttpResponse<String> answer = exchange(request(Rigs.OPENSTACK.get("OS_AUTH_URL") + "/auth/tokens"), "POST", Map.of("auth", auth));
        token = answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new AssertionError(answer.body()));
        JsonNode about = read(answer.body()).path("token");
        projectId = about.at("/project/id").asText();
        endpoint = StreamSupport.stream(about.path("catalog").spliterator(), false)
                .filter(service -> service.path("type").asText().equals("volumev3"))
                .map(service -> service.at("/endpoints/0/url").asText())
                .findFirst().orElseThrow();
    }

    /** The project that the plugin works in. */
    public static Cinder project() {
        return new Cinder(Rigs.OPENSTACK.get("OS_USERNAME"), Rigs.OPENSTACK.get("OS_PASSWORD"), Rigs.OPENSTACK.get("OS_PROJECT_NAME"));
    }

    /** The administrator, for quotas and forced states. */
    public static Cinder administrator() {
        return new Cinder(Rigs.OPENSTACK.get("RIG_ADMIN_USERNAME"), Rigs.OPENSTACK.get("RIG_ADMIN_PASSWORD"),
                Rigs.OPENSTACK.get("RIG_ADMIN_PROJECT_NAME"));
    }

    public String projectId() {
        return projectId;
    }

    /** Makes a volume and waits until it is available. */
    public String createVolume(String name, int sizeGiB) {
        String id = send("POST", "/volumes", Map.of("volume", Map.of("name", name, "size", sizeGiB))).at("/volume/id").asText();
        awaitStatus("volumes/" + id, "available");
        return id;
    }

    /** Marks a volume as used by a server; answers the attachment's id. */
    public String attach(String volumeId) {
        Map<String, Object> attachment = Map.of("volume_uuid", volumeId, "instance_uuid", UUID.randomUUID().toString());
        String id = send("POST", "/attachments", Map.of("attachment", attachment)).at("/attachment/id").asText();
        send("POST", "/attachments/" + id + "/action", Map.of("os-complete", Map.of()));
        awaitStatus("volumes/" + volumeId, "in-use");
        return id;
    }

    /** Ends an attachment. */
    public void detach(String attachmentId) {
        send("DELETE", "/attachments/" + attachmentId, null);
    }

    /** The project's volumes or snapshots, as their list has them. */
    public List<JsonNode> list(String kind) {
        return StreamSupport.stream(send("GET", "/" + kind + "/detail", null).path(kind).spliterator(), false).toList();
    }

    /** Deletes a volume with its snapshots and waits until all are gone. */
    public void deleteVolume(String id) {
        list("snapshots").stream()
                .filter(snapshot -> snapshot.path("volume_id").asText().equals(id))
                .map(snapshot -> snapshot.path("id").asText())
                .forEach(this::deleteSnapshot);
        delete("volumes", id);
    }

    /** Deletes a snapshot and waits until it is gone. */
    public void deleteSnapshot(String id) {
        delete("snapshots", id);
    }

    private void delete(String kind, String id) {
        send("DELETE", "/" + kind + "/" + id, null);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> list(kind).stream().noneMatch(one -> one.path("id").asText().equals(id)));
    }

    /** Sets limits of a project, such as {@code snapshots}; for the administrator. */
    public void quota(String project, Map<String, Integer> limits) {
        send("PUT", "/os-quota-sets/" + project, Map.of("quota_set", limits));
    }

    private void awaitStatus(String path, String status) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> send("GET", "/" + path, null).at("/volume/status").asText(), status::equals);
    }

    /**
     * Any request to Cinder, at microversion 3.60.
     *
     * @param path below the project's endpoint, beginning with a slash
     * @throws AssertionError with the answer, if it is a refusal
     */
    public JsonNode send(String method, String path, Map<String, ?> body) {
        HttpRequest.Builder request = request(endpoint + path).header("X-Auth-Token", token).header("OpenStack-API-Version", "volume 3.60");
        return read(exchange(request, method, body).body());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Content-Type", "application/json");
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request, String method, Map<String, ?> body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
            HttpResponse<String> answer = http.send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(method + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method, e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
