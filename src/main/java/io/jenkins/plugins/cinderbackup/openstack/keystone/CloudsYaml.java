package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.text.StrictYaml;
import io.jenkins.plugins.cinderbackup.text.YamlException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Reads an entry of a clouds.yaml. Files that it points to (a CA, a {@code secure.yaml}, vendor profiles) are not read: they would be the controller's.
 *
 * @see <a href="https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html">openstacksdk, configuration</a>
 */
public final class CloudsYaml {
    private static final int SHOWN = 400;

    private static final String AUTH = "auth";
    private static final String REGIONS = "regions";

    private CloudsYaml() {}

    /**
     * @param text the file
     * @param cloudName the entry; null if the file has only one
     * @throws PermanentException with all that is wrong; values are never quoted in it
     */
    public static CloudFields read(String text, @CheckForNull String cloudName) {
        JsonNode cloud = entry(parse(text).path("clouds"), cloudName);
        CloudEntries entries = new CloudEntries("clouds.yaml");
        takeRegions(entries, cloud.path("regions"));
        cloud.fields().forEachRemaining(entry -> take(entries, "", entry.getKey(), entry.getValue()));
        // What stands under auth wins, as it does for openstacksdk
        cloud.path(AUTH)
                .fields()
                .forEachRemaining(entry -> take(entries, AUTH + ".", entry.getKey(), entry.getValue()));
        return entries.fields();
    }

    private static void take(CloudEntries entries, String path, String name, JsonNode value) {
        String key = name.replace('-', '_').toLowerCase(Locale.ROOT);
        boolean checked = value.isBoolean() || value.isNumber();
        if (path.isEmpty() && (key.equals(AUTH) && value.isObject() || key.equals(REGIONS)) || value.isNull()) {
            return;
        }
        if (value.isTextual() || checked && !CloudFields.Field.isKey(key)) {
            entries.put(key, path + name, value.asText());
        } else if (CloudEntries.matters(key)) {
            entries.problem(Finding.of(
                    "In the clouds.yaml, " + Printable.text(path + name, SHOWN) + " is not text but of the kind "
                            + value.getNodeType().name().toLowerCase(Locale.ROOT),
                    "put the value in quotes"));
        } else {
            entries.unused(path + name);
        }
    }

    /** The only region is the region; of several, one must be chosen. */
    private static void takeRegions(CloudEntries entries, JsonNode regions) {
        if (regions.size() == 1) {
            JsonNode only = regions.path(0);
            entries.put(
                    "region_name", REGIONS, only.isObject() ? only.path("name").asText() : only.asText());
        }
        boolean values = StreamSupport.stream(regions.spliterator(), false)
                .anyMatch(region -> !region.path("values").isEmpty());
        if (regions.size() > 1 || values) {
            entries.unused(REGIONS);
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode root = StrictYaml.read(text);
            if (root.path("clouds").isObject() && !root.path("clouds").isEmpty()) {
                return root;
            }
        } catch (YamlException e) {
            throw e.isReference()
                    ? PermanentException.of(
                            "Line " + e.line() + " of the clouds.yaml refers to another place of it ('*name')",
                            "write the value itself there")
                    : PermanentException.of("The clouds.yaml is not YAML, or says something twice"
                            + (e.line() == 0 ? "" : ": look at line " + e.line()));
        }
        throw PermanentException.of(
                "The clouds.yaml has no clouds", "it begins with 'clouds:', and below it is an entry for each");
    }

    private static JsonNode entry(JsonNode clouds, @CheckForNull String name) {
        Set<String> names = new TreeSet<>();
        clouds.fieldNames().forEachRemaining(names::add);
        String wanted = name == null && names.size() == 1 ? names.iterator().next() : name;
        if (wanted == null) {
            throw PermanentException.of(
                    "The clouds.yaml has several clouds and none was chosen; it has " + list(names),
                    "set 'cloudName' to one of them");
        }
        if (!clouds.path(wanted).isObject()) {
            throw PermanentException.of(
                    "The clouds.yaml has no cloud '" + Printable.text(wanted, SHOWN) + "'; it has " + list(names),
                    "set 'cloudName' to one of them");
        }
        return clouds.path(wanted);
    }

    private static String list(Set<String> names) {
        return Printable.text(String.join(", ", names), SHOWN);
    }
}
