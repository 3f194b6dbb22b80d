package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keystone v3: one user, one project, one application credential, tokens that end. */
final class SimKeystone {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private final Ticker ticker;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    /** Those that were got with the application credential. */
    private final Set<String> ofApplication = ConcurrentHashMap.newKeySet();

    volatile Duration tokenLife = Duration.ofHours(1);
    /** The names of the user's roles on the project. */
    volatile List<String> roles = List.of("member", "reader");

    volatile List<String> regions = List.of(OpenstackSimulator.REGION);
    volatile List<String> serviceTypes = List.of("volumev3", "block-storage");
    /** Of the application credential; null if it has none. */
    volatile SimAccessRules accessRules;
    /** The base of all URLs in the catalog. */
    volatile String base;
    /** What stands before {@code /v3}, as where several services share a host; empty for nothing. */
    volatile String prefix = "";
    /** The scheme and host that links of the version document begin with, which behind a proxy may be others; null for the right ones. */
    volatile String linkBase;
    /** The versions that the root lists; null if a gateway publishes no root. */
    volatile List<String> versions = List.of("v3.14");

    volatile String password = OpenstackSimulator.PASSWORD;
    volatile String applicationId = OpenstackSimulator.APPLICATION_CREDENTIAL;
    final AtomicInteger failedLogins = new AtomicInteger();

    SimKeystone(Ticker ticker) {
        this.ticker = ticker;
    }

    void revokeAll() {
        tokens.clear();
    }

    boolean accepts(String token) {
        Instant expires = token == null ? null : tokens.get(token);
        return expires != null && ticker.now().isBefore(expires);
    }

    /** As keystonemiddleware in the service does: what no rule lets through is answered like a wrong token. */
    void checkAccess(String token, String method, String path) {
        if (!accepts(token) || isRestricted(token) && !accessRules.allow(method, path)) {
            throw unauthorized();
        }
    }

    private boolean isRestricted(String token) {
        return accessRules != null && ofApplication.contains(token);
    }

    SimReply handle(SimRequest request) {
        String path = request.path().startsWith(prefix) ? request.path().substring(prefix.length()) : "elsewhere";
        if (path.startsWith("/v3//")) {
            return new SimReply(
                    308,
                    Map.of("Location", base + request.path().replace("//", "/"), "Content-Type", "text/html"),
                    "<!doctype html><title>Redirecting...</title>");
        }
        if (path.equals("/v3/auth/tokens") && request.method().equals("GET")) {
            return show(request);
        }
        if ((path.isEmpty() || path.equals("/")) && versions != null) {
            return versionList();
        }
        if (!path.equals("/v3/auth/tokens") || !request.method().equals("POST")) {
            return new SimReply(
                    404,
                    Map.of("Content-Type", "text/html"),
                    "<!doctype html><html lang=en><title>404 Not Found</title>");
        }
        JsonNode auth = request.json().path("auth");
        JsonNode identity = auth.path("identity");
        String method = identity.path("methods").path(0).asText();
        checkScope(method, auth.path("scope").path("project"));
        switch (method) {
            case "password" ->
                checkPassword(
                        identity.path("password").path("user"),
                        auth.path("scope").path("project"));
            case "application_credential" -> checkApplicationCredential(identity.path("application_credential"));
            default -> throw unauthorized();
        }
        return issue(method);
    }

    /** As Keystone 22 answers at its root. */
    private SimReply versionList() {
        ObjectNode body = JSON.objectNode();
        ArrayNode values = body.putObject("versions").putArray("values");
        for (String id : versions) {
            ObjectNode version =
                    values.addObject().put("id", id).put("status", "stable").put("updated", "2020-04-07T00:00:00Z");
            String href = (linkBase == null ? base + prefix : linkBase) + "/" + id.replaceFirst("^v3.*", "v3") + "/";
            version.putArray("links").addObject().put("rel", "self").put("href", href);
        }
        return SimReply.json(300, body);
    }

    private static void checkScope(String method, JsonNode project) {
        boolean named = method.equals("password") && !project.isMissingNode();
        if (named && !project.has("domain") && !project.has("id")) {
            throw SimReply.error(
                            400,
                            "error",
                            "Expecting to find domain in project. The server could not comply with the request since "
                                    + "it is either malformed or otherwise incorrect. The client is assumed to be in error.")
                    .thrown();
        }
    }

    private void checkPassword(JsonNode user, JsonNode project) {
        boolean known = user.path("name").asText().equals(OpenstackSimulator.USER)
                && user.path("password").asText().equals(password)
                && isOurDomain(user.path("domain"))
                && (project.path("id").asText().equals(OpenstackSimulator.PROJECT_ID)
                        || project.path("name").asText().equals(OpenstackSimulator.PROJECT)
                                && isOurDomain(project.path("domain")));
        if (!known) {
            failedLogins.incrementAndGet();
            throw unauthorized();
        }
    }

    private static boolean isOurDomain(JsonNode domain) {
        return domain.path("id").asText().equals("default")
                || domain.path("name").asText().equals(OpenstackSimulator.DOMAIN);
    }

    private void checkApplicationCredential(JsonNode credential) {
        String id = credential.path("id").asText();
        if (!id.equals(applicationId)) {
            throw SimReply.error(404, "error", "Could not find Application Credential: " + id + ".")
                    .thrown();
        }
        if (!credential.path("secret").asText().equals(OpenstackSimulator.APPLICATION_SECRET)) {
            throw unauthorized();
        }
    }

    static SimReply.Refusal unauthorized() {
        return SimReply.error(401, "error", "The request you have made requires authentication.")
                .thrown();
    }

    /** To the token itself. One with access rules is shown only to who knows of such. */
    private SimReply show(SimRequest request) {
        String subject = request.header("X-Subject-Token").orElse("");
        if (!accepts(request.headers().get("X-Auth-Token"))) {
            throw unauthorized();
        }
        boolean hidden = isRestricted(subject)
                && request.header("OpenStack-Identity-Access-Rules").isEmpty();
        if (!accepts(subject) || hidden) {
            throw SimReply.error(404, "error", "Failed to validate token").thrown();
        }
        ObjectNode token = JSON.objectNode();
        if (ofApplication.contains(subject)) {
            ObjectNode credential = token.putObject("application_credential").put("id", applicationId);
            if (accessRules != null) {
                credential.set("access_rules", accessRules.json());
            }
        }
        ObjectNode body = JSON.objectNode();
        body.set("token", token);
        return SimReply.json(200, body);
    }

    private SimReply issue(String method) {
        Instant now = ticker.now().truncatedTo(ChronoUnit.SECONDS);
        String id = "gAAAAAB" + UUID.randomUUID().toString().replace("-", "");
        tokens.put(id, now.plus(tokenLife));
        if (method.equals("application_credential")) {
            ofApplication.add(id);
        }
        ObjectNode token = JSON.objectNode();
        token.putArray("methods").add(method);
        token.putArray("audit_ids").add("audit");
        token.set("user", named("user-id", OpenstackSimulator.USER));
        token.set("project", named(OpenstackSimulator.PROJECT_ID, OpenstackSimulator.PROJECT));
        ArrayNode given = token.putArray("roles");
        roles.forEach(role -> given.addObject().put("id", role + "-id").put("name", role));
        token.put("issued_at", keystoneTime(now)).put("expires_at", keystoneTime(now.plus(tokenLife)));
        token.set("catalog", catalog());
        ObjectNode body = JSON.objectNode();
        body.set("token", token);
        return SimReply.json(201, body).with("X-Subject-Token", id);
    }

    private static String keystoneTime(Instant time) {
        return time.toString().replace("Z", ".000000Z");
    }

    private static ObjectNode named(String id, String name) {
        ObjectNode node = JSON.objectNode().put("id", id).put("name", name);
        node.putObject("domain").put("id", "default").put("name", OpenstackSimulator.DOMAIN);
        return node;
    }

    private ArrayNode catalog() {
        ArrayNode catalog = JSON.arrayNode();
        service(catalog, "identity", "keystone", base + prefix + "/v3");
        for (String type : serviceTypes) {
            service(catalog, type, "cinder", base + "/volume/v3/" + OpenstackSimulator.PROJECT_ID);
        }
        return catalog;
    }

    private void service(ArrayNode catalog, String type, String name, String url) {
        ObjectNode service =
                catalog.addObject().put("id", type + "-id").put("type", type).put("name", name);
        ArrayNode endpoints = service.putArray("endpoints");
        for (String region : regions) {
            for (String each : INTERFACES) {
                endpoints
                        .addObject()
                        .put("id", type + region + each)
                        .put("interface", each)
                        .put("region", region)
                        .put("region_id", region)
                        // Only the public one can be reached, as from outside of a cloud.
                        .put("url", each.equals("public") ? url : "http://127.0.0.1:9/" + each);
            }
        }
    }
}
