package io.jenkins.plugins.cinderbackup.real;

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

/**
 * A user's log-in to one project.
 *
 * @param about what Keystone says of the token: user, project, catalog
 */
record OpenstackLogin(String token, JsonNode about) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static OpenstackLogin member() {
        return of(
                Rigs.OPENSTACK.get("OS_USERNAME"),
                Rigs.OPENSTACK.get("OS_PASSWORD"),
                Rigs.OPENSTACK.get("OS_PROJECT_NAME"));
    }

    static OpenstackLogin administrator() {
        return of(
                Rigs.OPENSTACK.get("RIG_ADMIN_USERNAME"),
                Rigs.OPENSTACK.get("RIG_ADMIN_PASSWORD"),
                Rigs.OPENSTACK.get("RIG_ADMIN_PROJECT_NAME"));
    }

    static OpenstackLogin of(String user, String password, String project) {
        Map<String, Object> domain = Map.of("id", "default");
        Map<String, Object> auth = Map.of(
                "identity",
                        Map.of(
                                "methods",
                                List.of("password"),
                                "password",
                                Map.of("user", Map.of("name", user, "domain", domain, "password", password))),
                "scope", Map.of("project", Map.of("name", project, "domain", domain)));
        HttpResponse<String> answer = exchange(request(identity() + "/auth/tokens"), "POST", Map.of("auth", auth));
        String token =
                answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new AssertionError(answer.body()));
        return new OpenstackLogin(token, read(answer.body()).path("token"));
    }

    /** Where Keystone is. */
    static String identity() {
        return Rigs.OPENSTACK.get("OS_AUTH_URL");
    }

    String userId() {
        return about.at("/user/id").asText();
    }

    /**
     * Any request; Cinder takes it at microversion 3.60.
     *
     * @throws AssertionError with the answer, if it is a refusal
     */
    JsonNode send(String method, String url, Map<String, ?> body) {
        HttpRequest.Builder request =
                request(url).header("X-Auth-Token", token).header("OpenStack-API-Version", "volume 3.60");
        return read(exchange(request, method, body).body());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Content-Type", "application/json");
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request, String method, Map<String, ?> body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
            HttpResponse<String> answer =
                    HTTP.send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(
                        method + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body());
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
