package io.jenkins.plugins.cinderbackup.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.CloudFields.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads an entry of a clouds.yaml. Files that it points to (a CA, a {@code secure.yaml}, vendor profiles) are not read: they would be the controller's.
 *
 * @see <a href="https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html">openstacksdk, configuration</a>
 */
public final class CloudsYaml {
    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    private static final Set<String> AUTH_TYPES = Set.of("password", "v3password", "v3applicationcredential");

    private CloudsYaml() {}

    /**
     * @param text the file
     * @param cloudName the entry; null if the file has only one
     * @throws PermanentException with all that is wrong; values are never quoted in it
     */
    public static CloudFields read(String text, @CheckForNull String cloudName) {
        JsonNode cloud = entry(parse(text).path("clouds"), cloudName);
        List<Finding> problems = new ArrayList<>();
        String authType = cloud.path("auth_type").asText("password");
        if (!AUTH_TYPES.contains(authType)) {
            problems.add(Finding.of(
                    "The clouds.yaml asks for the authentication '" + ServerText.oneLine(authType) + "'",
                    "use 'password' or 'v3applicationcredential'"));
        }
        if (cloud.path("verify").isBoolean() && !cloud.path("verify").asBoolean() || cloud.path("insecure").asBoolean()) {
            problems.add(Finding.of(
                    "The clouds.yaml switches the check of TLS certificates off, and that is not done here",
                    "remove 'verify' or 'insecure', and give the cloud's CA in 'caCertificate'"));
        }
        CloudFields fields = new CloudFields();
        // The older name of the same thing; 'interface' wins.
        take(fields, Field.INTERFACE, cloud.path("endpoint_type"), "endpoint_type", problems);
        for (Field field : Field.values()) {
            JsonNode value = cloud.at("/" + field.yamlPath().replace('.', '/'));
            take(fields, field, value, field.yamlPath(), problems);
        }
        if (!problems.isEmpty()) {
            throw new PermanentException(problems, null);
        }
        return fields;
    }

    private static void take(CloudFields fields, Field field, JsonNode value, String path, List<Finding> problems) {
        if (value.isTextual()) {
            fields.with(field, value.asText());
        } else if (!value.isMissingNode() && !value.isNull()) {
            problems.add(Finding.of("In the clouds.yaml, " + path + " is not text but of the kind " + value.getNodeType().name().toLowerCase(Locale.ROOT),
                    "put the value in quotes"));
        }
    }

    private static JsonNode parse(String text) {
        try {
            refuseReferences(text);
            JsonNode root = YAML.readTree(text);
            if (root != null && root.path("clouds").isObject() && !root.path("clouds").isEmpty()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // Without its message and cause: they quote the lines, and the password with them.
            throw PermanentException.of("The clouds.yaml is not YAML, or says something twice"
                    + (e.getLocation() == null ? "" : ": look at line " + e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("A text is always readable.", e);
        }
        throw PermanentException.of("The clouds.yaml has no clouds", "it begins with 'clouds:', and below it is an entry for each");
    }

    /** The parser takes a reference for the text of its name, and a password would silently be another. */
    private static void refuseReferences(String text) throws IOException {
        try (YAMLParser tokens = (YAMLParser) YAML.createParser(text)) {
            while (tokens.nextToken() != null) {
                if (tokens.isCurrentAlias()) {
                    throw PermanentException.of(
                            "Line " + tokens.currentTokenLocation().getLineNr() + " of the clouds.yaml refers to another place of it ('*name')",
                            "write the value itself there");
                }
            }
        }
    }

    private static JsonNode entry(JsonNode clouds, @CheckForNull String name) {
        Set<String> names = new TreeSet<>();
        clouds.fieldNames().forEachRemaining(names::add);
        String wanted = name == null && names.size() == 1 ? names.iterator().next() : name;
        if (wanted == null) {
            throw PermanentException.of("The clouds.yaml has several clouds and none was chosen", "set 'cloudName' to one of: " + list(names));
        }
        if (!clouds.path(wanted).isObject()) {
            throw PermanentException.of("The clouds.yaml has no cloud '" + ServerText.oneLine(wanted) + "'",
                    "set 'cloudName' to one of: " + list(names));
        }
        return clouds.path(wanted);
    }

    private static String list(Set<String> names) {
        return ServerText.oneLine(String.join(", ", names));
    }
}
