package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** What the API server checks of every new object, as far as a mistake of ours would meet it. */
final class Validation {
    private static final int LABEL_MAX = 63;
    private static final int SECRET_MAX = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private Validation() {}

    static void check(ApiPath path, ObjectNode object) {
        String kind = path.kind();
        String name = Json.name(object);
        if (!kind.equals(object.path("kind").asText())) {
            throw ApiError.badRequest("the kind in the body is not " + kind);
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiError.invalid(
                    kind,
                    name,
                    "metadata.name",
                    "Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain must consist of lower case"
                            + " alphanumeric characters, '-' or '.'");
        }
        checkLabels(kind, name, object.at("/metadata/labels"), "metadata.labels");
        switch (kind) {
            case "Job" -> checkJob(object, name);
            case "Secret" -> checkSecret(object, name);
            default -> {}
        }
    }

    private static void checkLabels(String kind, String name, JsonNode labels, String field) {
        labels.properties().forEach(label -> {
            String value = label.getValue().asText();
            if (value.length() > LABEL_MAX || !LABEL.matcher(value).matches()) {
                throw ApiError.invalid(
                        kind,
                        name,
                        field,
                        "Invalid value: \"" + value + "\": a valid label must be an empty string or consist of"
                                + " alphanumeric characters, '-', '_' or '.', and must be no more than 63 characters");
            }
        });
    }

    private static void checkJob(ObjectNode job, String name) {
        if (name.length() > LABEL_MAX) {
            throw ApiError.invalid(
                    "Job",
                    name,
                    "spec.template.labels",
                    "Invalid value: \"" + name + "\": must be no more than 63 characters");
        }
        checkLabels("Job", name, job.at("/spec/template/metadata/labels"), "spec.template.metadata.labels");
        for (JsonNode container : job.at("/spec/template/spec/containers")) {
            container.at("/resources/requests").properties().forEach(request -> {
                JsonNode limit = container.at("/resources/limits").path(request.getKey());
                if (!limit.isMissingNode() && amount(request.getValue()).compareTo(amount(limit)) > 0) {
                    throw ApiError.invalid(
                            "Job",
                            name,
                            "spec.template.spec.containers[0].resources.requests",
                            "Invalid value: \"" + request.getValue().asText() + "\": must be less than or equal to "
                                    + request.getKey() + " limit of " + limit.asText());
                }
            });
        }
    }

    private static java.math.BigDecimal amount(JsonNode quantity) {
        return io.fabric8.kubernetes.api.model.Quantity.getAmountInBytes(
                io.fabric8.kubernetes.api.model.Quantity.parse(quantity.asText()));
    }

    private static void checkSecret(ObjectNode secret, String name) {
        int size = 0;
        for (JsonNode value : secret.path("data")) {
            size += value.asText().length() / 4 * 3;
        }
        if (size > SECRET_MAX) {
            throw ApiError.invalid("Secret", name, "data", "Too long: may not be more than 1048576 bytes");
        }
    }
}
