package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** A label selector, and a field selector of the form {@code a=b,c=d}. */
record Selector(LabelSelector labels, Map<String, String> fields) {
    static Selector of(String labels, String fields) {
        return new Selector(LabelSelector.of(labels), parse(fields));
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> pairs = new HashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split(",")) {
                String[] sides = pair.split("==?", 2);
                pairs.put(sides[0], sides[1]);
            }
        }
        return pairs;
    }

    boolean matches(JsonNode object) {
        return labels.matches(object)
                && fields.entrySet().stream()
                        .allMatch(field -> field.getValue()
                                .equals(object.at("/" + field.getKey().replace('.', '/'))
                                        .asText()));
    }
}
