package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What goes wrong with a call, as each service words it. */
enum Trouble {
    BAD_REQUEST("400", answer(400, "badRequest", "Invalid input received")),
    UNAUTHORIZED("401", answer(401, "error", "The request you have made requires authentication.")),
    FORBIDDEN("403", answer(403, "forbidden", "Policy doesn't allow this to be performed.")),
    NOT_FOUND("404", answer(404, "itemNotFound", "It could not be found.")),
    NOT_FOUND_PAGE("404 page", page(404, "404 Not Found")),
    CONFLICT("409", answer(409, "conflictingRequest", "Conflict with another operation")),
    QUOTA(
            "413 quota",
            new Words(
                    413, "overLimit", "SnapshotLimitExceeded: Maximum number of snapshots allowed (10) exceeded", "0")),
    RATE("413 rate", new Words(413, "overLimit", "This request was rate-limited.", "7")),
    BUSY("429", new Words(429, "overLimit", "Too many requests", "7")),
    SERVER_ERROR(
            "500",
            answer(
                    500,
                    "computeFault",
                    "The server has either erred or is incapable of performing the requested operation.")),
    BAD_GATEWAY("502", page(502, "502 Bad Gateway")),
    UNAVAILABLE("503", answer(503, "serviceUnavailable", "The service is unavailable")),
    GATEWAY_TIMEOUT("504", page(504, "504 Gateway Time-out")),
    /** Reset, then refused for a while, as when a server starts again. */
    AWAY("refused", new Fault.Away(), new Faults.Effect.Away()),
    RESET("reset", new Fault.Reset(), new Faults.Effect.Reset()),
    LOST("answer lost", new Fault.LostAnswer(), new Faults.Effect.AnswerLost()),
    /** The connection breaks, and the request is carried out 20 s later. */
    LATE("late", (Fault.Effect) null, null),
    HANG("hang", new Fault.Hang(), new Faults.Effect.Hang()),
    TRICKLE("trickle", new Fault.Trickle(Duration.ofMillis(100)), new Faults.Effect.Trickle(Duration.ofMillis(100))),
    /** Carried out, but nothing after the headers arrives. Not in the matrix, since it is the slowest trickle. */
    STALL("stall", new Fault.Trickle(Duration.ofHours(1)), new Faults.Effect.Trickle(Duration.ofHours(1))),
    TRUNCATED("cut off", new Fault.Truncated(), new Faults.Effect.Truncated()),
    HTML("HTML", page(200, "Welcome")),
    UNKNOWN_STATE("new state", body -> body.replaceAll("\"(status|phase)\":\"[A-Za-z-]+\"", "\"$1\":\"Quantum\"")),
    UNKNOWN_FIELD(
            "new field", body -> body.replaceFirst("^(\\{\"token\":)?\\{", "$1{\"futureField\":{\"deep\":[1,null]},"));

    /** What a client waits for an answer where one hangs. */
    static final Duration SHORT = Duration.ofSeconds(6);

    final String label;
    private final Words words;
    private final Fault.Effect openstack;
    private final Faults.Effect kubernetes;

    /** An answer that is a failure. */
    private record Words(int status, String kind, String message, String retryAfter) {}

    Trouble(String label, Words words) {
        this.label = label;
        this.words = words;
        this.openstack = null;
        this.kubernetes = null;
    }

    Trouble(String label, UnaryOperator<String> edit) {
        this(label, new Fault.Edited(edit), new Faults.Effect.Edited(edit));
    }

    Trouble(String label, Fault.Effect openstack, Faults.Effect kubernetes) {
        this.label = label;
        this.words = null;
        this.openstack = openstack;
        this.kubernetes = kubernetes;
    }

    private static Words answer(int status, String kind, String message) {
        return new Words(status, kind, message, null);
    }

    private static Words page(int status, String title) {
        return new Words(status, null, "<html><head><title>" + title + "</title></head><body></body></html>", null);
    }

    /** Whether the client has to be impatient for this one. */
    boolean isSlow() {
        return this == HANG || this == TRICKLE;
    }

    /** Whether it is also tried for ever: one of each kind of answer. */
    boolean lasts() {
        return switch (this) {
            case BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT, AWAY, RATE, LATE, HANG, TRICKLE, TRUNCATED -> false;
            default -> true;
        };
    }

    /** Whether the call could meet it. */
    boolean fits(Call call) {
        return switch (this) {
            // Kubernetes' quotas are 403, its rate limiter's answer is 429
            case QUOTA, RATE -> call.service().equals("Cinder");
            case UNKNOWN_STATE ->
                call.readsOne()
                                && !call.what().contains("secrets")
                                && !call.what().contains("jobs")
                                && !call.what().contains("/scale")
                        || call.what().contains("pods");
            // In a cluster's own words it is how an object is known to be gone: there is no other
            case NOT_FOUND -> !(call.service().equals("Kubernetes") && call.readsOne() && call.phase() != Checks.ID);
            case LOST -> !call.what().startsWith("GET ") && !call.what().startsWith("LIST ");
            case LATE -> call.creates() || call.what().startsWith("PUT ");
            case STALL -> false;
            case TRICKLE, TRUNCATED ->
                // What is answered without a body cannot be cut off
                !(call.service().equals("Cinder")
                        && (call.what().startsWith("DELETE") || call.what().endsWith("/action")));
            default -> true;
        };
    }

    Fault.Effect openstack(Call call) {
        if (words == null) {
            return openstack;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", words.kind == null ? "text/html" : "application/json");
        Optional.ofNullable(words.retryAfter).ifPresent(seconds -> headers.put("Retry-After", seconds));
        String kind = call.service().equals("Keystone") ? "error" : words.kind;
        String body = words.kind == null
                ? words.message
                : "{\"" + kind + "\": {\"code\": " + words.status + ", \"message\": \"" + words.message + "\"}}";
        return new Fault.Answer(words.status, headers, body);
    }

    Faults.Effect kubernetes(Call call) {
        if (words == null) {
            return kubernetes;
        }
        if (words.kind == null) {
            return new Faults.Effect.Answer(words.status, words.message, Map.of());
        }
        String[] parts = call.what().split("[ /]");
        String resource = parts[1];
        String verb =
                switch (parts[0]) {
                    case "POST" -> "create";
                    case "LIST" -> "list";
                    case "DELETE" -> "delete";
                    case "PUT" -> "update";
                    default -> "get";
                };
        String details = "";
        String reason =
                switch (this) {
                    case BAD_REQUEST -> "BadRequest";
                    case UNAUTHORIZED -> "Unauthorized";
                    case FORBIDDEN -> "Forbidden";
                    case NOT_FOUND -> "NotFound";
                    case CONFLICT -> "Conflict";
                    case BUSY -> "TooManyRequests";
                    case UNAVAILABLE -> "ServiceUnavailable";
                    default -> "InternalError";
                };
        String message =
                switch (this) {
                    case FORBIDDEN ->
                        resource + " is forbidden: User 'jenkins' cannot " + verb + " resource '" + resource
                                + "' in API group ''";
                    case NOT_FOUND -> resource + " 'some' not found";
                    default -> words.message;
                };
        if (this == NOT_FOUND) {
            details = ",\"details\":{\"name\":\"some\",\"kind\":\"" + resource + "\"}";
        } else if (words.retryAfter != null) {
            details = ",\"details\":{\"retryAfterSeconds\":" + words.retryAfter + "}";
        }
        return new Faults.Effect.Answer(
                words.status,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                        + message.replace("'", "\\\"") + "\",\"reason\":\"" + reason + "\"" + details + ",\"code\":"
                        + words.status + "}",
                Map.of());
    }
}
