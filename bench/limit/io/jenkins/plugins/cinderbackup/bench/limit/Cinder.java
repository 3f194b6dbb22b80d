package io.jenkins.plugins.cinderbackup.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Cinder's objects of one project, after one login. */
final class Cinder {
    /** The first that makes a volume of a backup. */
    private static final String MICROVERSION = "volume 3.47";

    private final Http http;

    private Cinder(Http http) {
        this.http = http;
    }

    static Cinder logIn(Target target) throws IOException, InterruptedException, GeneralSecurityException {
        Map<String, String> domain = Map.of("name", "Default");
        Map<String, ?> user = Map.of("name", target.user(), "domain", domain, "password", target.password());
        Map<String, ?> auth = Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("name", target.project(), "domain", domain)));
        HttpResponse<String> answer =
                new Http(target.authUrl(), Map.of(), "").send("POST", "/auth/tokens", Map.of("auth", auth));
        String token = answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new IOException(answer.body()));
        return new Cinder(new Http(
                endpoint(answer.body()).replaceFirst("/+$", ""),
                Map.of("X-Auth-Token", token, "OpenStack-API-Version", MICROVERSION),
                ""));
    }

    private static String endpoint(String login) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper().readTree(login).at("/token/catalog").spliterator(), false)
                .filter(service -> List.of("volumev3", "block-storage")
                        .contains(service.path("type").asText()))
                .flatMap(service ->
                        StreamSupport.stream(service.path("endpoints").spliterator(), false))
                .filter(place -> place.path("interface").asText().equals("public"))
                .findFirst()
                .orElseThrow()
                .path("url")
                .asText();
    }

    /**
     * Has one made, and awaits that it is available.
     *
     * @param kind such as {@code volume}
     * @return its id
     */
    String make(String kind, Map<String, ?> fields) throws IOException, InterruptedException {
        String id = http.post("/" + kind + "s", Map.of(kind, fields))
                .at("/" + kind + "/id")
                .asText();
        Laps.await(() -> isAvailable(kind, id));
        return id;
    }

    private boolean isAvailable(String kind, String id) throws IOException, InterruptedException {
        JsonNode found = http.get("/" + kind + "s/" + id);
        String status =
                found == null ? "gone" : found.at("/" + kind + "/status").asText();
        if (status.equals("gone") || status.startsWith("error")) {
            throw new IOException(kind + " " + id + " is " + status);
        }
        return status.equals("available");
    }

    /** Asks until Cinder takes it on, and awaits that it is gone. */
    void remove(String kind, String id) throws IOException, InterruptedException {
        String path = "/" + kind + "s/" + id;
        Laps.await(() -> http.send("DELETE", path, null).statusCode() != 400);
        Laps.await(() -> http.get(path) == null);
    }
}
