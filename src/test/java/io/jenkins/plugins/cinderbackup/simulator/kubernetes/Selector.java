package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Label and field selectors of the form {@code a=b,c=d}. */
record Selector(Map<String, String> labels, Map<String, String> fields) {
    static Selector of(String labels, String fields) {
        return new Selector(parse(labels), parse(fields));
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
        JsonNode has = object.at("/metadata/labels");
        return labels.entrySet().stream()
                        .allMatch(label ->
                                label.getValue().equals(has.path(label.getKey()).asText(null)))
                && fields.entrySet().stream()
                        .allMatch(field -> field.getValue()
                                .equals(object.at("/" + field.getKey().replace('.', '/'))
                                        .asText()));
    }
}
