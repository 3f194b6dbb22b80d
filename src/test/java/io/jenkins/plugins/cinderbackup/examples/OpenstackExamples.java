package io.jenkins.plugins.cinderbackup.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The access rules of {@code examples/openstack}. */
public final class OpenstackExamples {
    private OpenstackExamples() {}

    /** All rules of a backup. */
    public static JsonNode accessRules() {
        return read("access-rules");
    }

    /** All rules of a backup and a restore. */
    public static JsonNode accessRulesWithRestore() {
        return read("access-rules-with-restore");
    }

    /** The same for restores by Cinder's revert too. */
    public static JsonNode accessRulesWithRevert() {
        return read("access-rules-with-revert");
    }

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper()
                    .readTree(ProjectFolder.root()
                            .resolve("examples/openstack/" + file + ".json")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each rule as {@code METHOD path}. */
    public static List<String> requests() {
        return StreamSupport.stream(accessRules().spliterator(), false)
                .map(OpenstackExamples::request)
                .toList();
    }

    /** All rules but this one. */
    public static JsonNode without(String request) {
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        accessRules().forEach(rule -> {
            if (!request(rule).equals(request)) {
                rules.add(rule);
            }
        });
        return rules;
    }

    private static String request(JsonNode rule) {
        return rule.path("method").asText() + " " + rule.path("path").asText();
    }
}
