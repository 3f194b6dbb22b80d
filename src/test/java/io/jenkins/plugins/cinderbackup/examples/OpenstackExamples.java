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
    private static final String BACKUP = "access-rules";

    private OpenstackExamples() {}

    /** All rules of a backup. */
    public static JsonNode accessRules() {
        return rules(BACKUP);
    }

    /** All rules of a backup and a restore. */
    public static JsonNode accessRulesWithRestore() {
        return rules("access-rules-with-restore");
    }

    /** The same for restores by Cinder's revert too. */
    public static JsonNode accessRulesWithRevert() {
        return rules("access-rules-with-revert");
    }

    /** All rules of a file, without its ending. */
    public static JsonNode rules(String file) {
        try {
            return new ObjectMapper()
                    .readTree(ProjectFolder.root()
                            .resolve("examples/openstack/" + file + ".json")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each rule of a backup as {@code METHOD path}. */
    public static List<String> requests() {
        return requests(BACKUP);
    }

    /** The same of a file. */
    public static List<String> requests(String file) {
        return StreamSupport.stream(rules(file).spliterator(), false)
                .map(OpenstackExamples::request)
                .toList();
    }

    /** All rules of a backup but this one. */
    public static JsonNode without(String request) {
        return without(BACKUP, request);
    }

    /** The same of a file. */
    public static JsonNode without(String file, String request) {
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        rules(file).forEach(rule -> {
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
