package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.http.CallErrors;
import io.jenkins.plugins.cinderbackup.openstack.http.JdkHttpResponse;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import io.jenkins.plugins.cinderbackup.openstack.http.ServerText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * Requests to Cinder within a {@link CloudSession#call}. openstack4j brings token, endpoint and headers; models and failures are ours:
 * its own send fields that Cinder refuses, lose unknown statuses and answer a 404 with null.
 */
final class CinderApi extends BaseOpenStackService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CinderApi CINDER = new CinderApi(endpoint -> endpoint);
    /** The endpoint may or may not end in the project's id; the version document is above it. */
    private static final CinderApi VERSIONS = new CinderApi(endpoint -> endpoint.replaceFirst("/v3(/.*)?$", "/v3"));

    private CinderApi(Function<String, String> endpoint) {
        super(ServiceType.BLOCK_STORAGE, endpoint);
    }

    /** {@code GET /v3/}. */
    static Reply versionDocument() {
        return VERSIONS.send(
                "read the versions of the block storage API", VERSIONS.request(HttpMethod.GET, Void.class, "/"));
    }

    /** One object, or empty if Cinder has none of this id. */
    static Optional<JsonNode> find(String action, String collection, String id) {
        return getIfThere(action, path(collection, id), Map.of());
    }

    /** {@code GET}, or empty if Cinder says that there is no such thing. */
    static Optional<JsonNode> getIfThere(String action, String path, Map<String, ?> query) {
        return readIfThere(action, fetch(action, path, query));
    }

    /** {@code GET}, whatever the answer. */
    static Reply fetch(String action, String path, Map<String, ?> query) {
        return CINDER.send(
                action, CINDER.request(HttpMethod.GET, Void.class, path).params(query));
    }

    /** The answer's JSON, or empty if Cinder says that there is no such thing. */
    static Optional<JsonNode> readIfThere(String action, Reply reply) {
        return isNotFound(action, reply) ? Optional.empty() : Optional.of(read(action, reply));
    }

    /** {@code GET} of what is there always. */
    static JsonNode get(String action, String path) {
        return read(action, fetch(action, path, Map.of()));
    }

    /** {@code POST}, never sent twice after an answer that is not clear. */
    static JsonNode post(String action, String path, JsonNode body) {
        return read(action, send(action, path, body));
    }

    /** {@code POST} whose answer need not have a body. */
    static Reply send(String action, String path, JsonNode body) {
        return CINDER.send(
                action, CINDER.request(HttpMethod.POST, Void.class, path).json(body.toString()));
    }

    /** {@code PUT} of what replaces all that was there. */
    static void put(String action, String path, JsonNode body) {
        read(
                action,
                CINDER.send(
                        action, CINDER.request(HttpMethod.PUT, Void.class, path).json(body.toString())));
    }

    /** {@code POST} to an object's {@code action}. Cinder answers 202 and no body: any other answer that is no refusal is not Cinder's. */
    static Reply act(String action, String collection, String id, JsonNode body) {
        Reply reply = send(action, path(collection, id, "action"), body);
        if (reply.status() != 202) {
            throw reply.status() < 400 ? CinderErrors.notCinder(action, reply) : CinderErrors.of(action, reply);
        }
        return reply;
    }

    /** {@code DELETE}; false if there was nothing to delete. A 400 is about the object's state, and states pass. */
    static boolean delete(String action, String collection, String id) {
        return isDeleting(
                action, CINDER.send(action, CINDER.request(HttpMethod.DELETE, Void.class, path(collection, id))));
    }

    /** The same in whatever state, for an administrator. */
    static boolean forceDelete(String action, String collection, String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("os-force_delete");
        return isDeleting(action, send(action, path(collection, id, "action"), body));
    }

    private static boolean isDeleting(String action, Reply reply) {
        if (isNotFound(action, reply)) {
            return false;
        }
        if (reply.status() == 400) {
            throw TransientException.notCarriedOut(
                    "Cannot " + action + " yet: " + ServerText.of(reply.body()), null, null);
        }
        if (reply.status() >= 300) {
            throw CinderErrors.of(action, reply);
        }
        return true;
    }

    static String path(String collection, String id, String... more) {
        String tail = more.length == 0 ? "" : "/" + String.join("/", more);
        return "/" + collection + "/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + tail;
    }

    /** The answer's JSON. */
    static JsonNode read(String action, Reply reply) {
        if (reply.status() > 300) {
            throw CinderErrors.of(action, reply);
        }
        return json(reply).orElseThrow(() -> CinderErrors.notCinder(action, reply));
    }

    /** Only Cinder's own words count: a gateway's 404 says nothing about the object. */
    private static boolean isNotFound(String action, Reply reply) {
        if (reply.status() != 404) {
            return false;
        }
        if (json(reply).filter(json -> json.path("itemNotFound").isObject()).isEmpty()) {
            throw CinderErrors.notCinder(action, reply);
        }
        if (ServerText.of(reply.body()).contains(CinderErrors.BACKUP_SERVICE)) {
            // It says so of the service, and not of the object
            throw CinderErrors.of(action, reply);
        }
        return true;
    }

    private static Optional<JsonNode> json(Reply reply) {
        try {
            return Optional.ofNullable(JSON.readTree(reply.body())).filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private Reply send(String action, Invocation<Void> invocation) {
        try {
            return ((JdkHttpResponse) invocation.executeWithResponse()).reply();
        } catch (ConnectionException e) {
            throw CallErrors.unreachable(action, e);
        } catch (ResponseException e) {
            throw CallErrors.refused(action, e);
        }
    }
}
