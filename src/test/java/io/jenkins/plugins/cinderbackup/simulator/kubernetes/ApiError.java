package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer of the API server that is not a success, with its {@code Status}. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient ObjectNode status;

    private ApiError(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.status = Json.object("Status", "v1");
        status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
    }

    static ApiError notFound(String resource, String name) {
        ApiError error = new ApiError(404, "NotFound", resource + " \"" + name + "\" not found");
        error.status.putObject("details").put("name", name).put("kind", resource);
        return error;
    }

    static ApiError alreadyExists(String resource, String name) {
        ApiError error = new ApiError(409, "AlreadyExists", resource + " \"" + name + "\" already exists");
        error.status.putObject("details").put("name", name).put("kind", resource);
        return error;
    }

    static ApiError conflict(String message) {
        return new ApiError(409, "Conflict", message);
    }

    static ApiError forbidden(String message) {
        return new ApiError(403, "Forbidden", message);
    }

    static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", "Unauthorized");
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    static ApiError gone(String message) {
        return new ApiError(410, "Expired", message);
    }

    static ApiError invalid(String kind, String name, String field, String message) {
        ApiError error = new ApiError(422, "Invalid", kind + " \"" + name + "\" is invalid: " + field + ": " + message);
        ObjectNode details = error.status.putObject("details").put("name", name).put("kind", kind);
        details.putArray("causes")
                .addObject()
                .put("field", field)
                .put("message", message)
                .put("reason", "FieldValueInvalid");
        return error;
    }

    int code() {
        return code;
    }

    ObjectNode status() {
        return status;
    }
}
