package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a run finds its cloud, cluster and credentials again, after a restart or to remove what is left when its build is gone. Addresses and
 * ids only, no secret: it is kept in the journal. A cloud or cluster of the global configuration is looked up there by its name, see
 * {@code ConfiguredTargets.now}; whether it is still the same one, the engine sees by its {@link io.jenkins.plugins.cinderbackup.model.Site}.
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
        if (map.get("item") == null) {
            throw new IllegalArgumentException("The connections of a run name no job: " + map.keySet());
        }
        ObjectNode tree = JSON.createObjectNode();
        // A part of which all is null has nothing in the map
        List.of("cloud", "cluster", "repository").forEach(tree::putObject);
        map.forEach((key, value) -> {
            int dot = key.indexOf('.');
            (dot < 0 ? tree : tree.withObjectProperty(key.substring(0, dot))).put(key.substring(dot + 1), value);
        });
        try {
            return JSON.treeToValue(tree, Connections.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The connections of a run cannot be read: " + map.keySet(), e);
        }
    }

    /** What tells its servers apart: by address, whatever the credential, as far as that is known; an address in a credential's file by the credential. */
    @NonNull
    public List<String> servers() {
        return List.of(
                Objects.requireNonNullElseGet(cloud.authUrl(), () -> cloud.label() + " " + cloud.credentialsId()),
                Objects.requireNonNullElseGet(
                        cluster.serverUrl(), () -> cluster.label() + " " + cluster.credentialsId()));
    }
}
