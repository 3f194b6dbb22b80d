package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run finds its cloud, cluster and credentials again, after a restart or to remove what is left when its build is gone. Addresses and
 * ids only, no secret: it is kept in the journal. A cloud or cluster of the global configuration is looked up there by its name, see
 * {@code ConfiguredPlaces.now}; whether it is still the same one, the engine sees by its {@link io.jenkins.plugins.cinderbackup.model.Site}.
 *
 * @param item the full name of the job in whose context the credentials are looked up
 */
public record Connections(
        @NonNull CloudAddress cloud,
        @NonNull ClusterAddress cluster,
        @NonNull RepositoryKeys repository,
        @NonNull String item) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The form for the journal: each component of each part under its name, such as {@code cloud.authUrl}, but for those that are null. */
    @NonNull
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        JSON.valueToTree(this).properties().forEach(part -> {
            if (part.getValue().isTextual()) {
                map.put(part.getKey(), part.getValue().asText());
            }
            part.getValue().properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    map.put(
                            part.getKey() + "." + field.getKey(),
                            field.getValue().asText());
                }
            });
        });
        return map;
    }

    /**
     * What {@link #toMap} was made from.
     *
     * @throws IllegalArgumentException if the map is of something else
     */
    @NonNull
    public static Connections fromMap(@NonNull Map<String, String> map) {
        ObjectNode tree = JSON.createObjectNode();
        map.forEach((key, value) -> {
            int dot = key.indexOf('.');
            (dot < 0 ? tree : tree.withObjectProperty(key.substring(0, dot))).put(key.substring(dot + 1), value);
        });
        try {
            Connections connections = JSON.treeToValue(tree, Connections.class);
            if (connections.item != null) {
                return connections;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The connections of a run cannot be read: " + map.keySet(), e);
        }
        throw new IllegalArgumentException("The connections of a run name no job: " + map.keySet());
    }
}
