package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. */
record SimReply(int status, Map<String, String> headers, String body) {
    static SimReply json(int status, JsonNode body) {
        return new SimReply(status, Map.of("Content-Type", "application/json"), body.toString());
    }

    /** Cinder's answer to an accepted deletion. */
    static SimReply accepted() {
        return new SimReply(202, Map.of("Content-Type", "text/html; charset=UTF-8"), "");
    }

    /** {@code {"itemNotFound": {"code": 404, "message": …}}} and the like. */
    static SimReply error(int status, String kind, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = body.putObject(kind).put("code", status).put("message", message);
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        if (kind.equals("overLimit")) {
            inner.put("retryAfter", "0");
            headers.put("Retry-After", "0");
        }
        return new SimReply(status, headers, body.toString());
    }

    static SimReply notFound(String what, String id) {
        return error(404, "itemNotFound", what + " " + id + " could not be found.");
    }

    static SimReply badRequest(String message) {
        return error(400, "badRequest", message);
    }

    SimReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new SimReply(status, more, body);
    }

    /** To end the handling of a request with this answer. */
    Refusal thrown() {
        return new Refusal(this);
    }

    /** Ends the handling of a request. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient SimReply reply;

        Refusal(SimReply reply) {
            super(reply.body());
            this.reply = reply;
        }
    }
}
