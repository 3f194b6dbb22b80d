package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Application credentials of the rig's user, with access rules; deleted when this is closed. */
final class ApplicationCredentials implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> made = new ArrayList<>();
    private final String token;
    private final String base;

    /** What a log-in takes. */
    record ApplicationCredential(String id, String secret) {}

    ApplicationCredentials() {
        Map<String, Object> domain = Map.of("id", "default");
        Map<String, Object> auth = Map.of(
                "identity",
                        Map.of(
                                "methods",
                                List.of("password"),
                                "password",
                                Map.of(
                                        "user",
                                        Map.of(
                                                "name",
                                                Rigs.OPENSTACK.get("OS_USERNAME"),
                                                "domain",
                                                domain,
                                                "password",
                                                Rigs.OPENSTACK.get("OS_PASSWORD")))),
                "scope", Map.of("project", Map.of("name", Rigs.OPENSTACK.get("OS_PROJECT_NAME"), "domain", domain)));
        String keystone = Rigs.OPENSTACK.get("OS_AUTH_URL");
        HttpResponse<String> answer = send("POST", keystone + "/auth/tokens", Map.of("auth", auth), "none");
        token = answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new AssertionError(answer.body()));
        base = keystone + "/users/" + read(answer).at("/token/user/id").asText() + "/application_credentials";
    }

    /** Makes one with the role {@code member} and these rules. */
    ApplicationCredential make(JsonNode rules) {
        Map<String, Object> wanted = Map.of(
                "name",
                "backup-" + UUID.randomUUID(),
                "roles",
                List.of(Map.of("name", "member")),
                "access_rules",
                rules);
        JsonNode credential = read(send("POST", base, Map.of("application_credential", wanted), token))
                .path("application_credential");
        made.add(credential.path("id").asText());
        return new ApplicationCredential(
                credential.path("id").asText(), credential.path("secret").asText());
    }

    @Override
    public void close() {
        made.forEach(id -> send("DELETE", base + "/" + id, Map.of(), token));
    }

    private HttpResponse<String> send(String method, String url, Map<String, ?> body, String with) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .header("X-Auth-Token", with)
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(method + " " + url + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
