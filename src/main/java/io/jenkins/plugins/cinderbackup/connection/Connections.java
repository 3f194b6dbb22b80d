package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a run finds its cloud, cluster and credentials again, after a restart or to remove what is left when its build is gone. Addresses and
 * ids only, no secret: it is kept in the journal. A cloud or cluster of the global configuration is looked up there by its name, see
 * {@code ConfiguredTargets.now}; whether it is still the same one, the engine sees by its {@link io.jenkins.plugins.cinderbackup.model.Site}.
 *
 * @param cloud null if the run has nothing to do with a cloud
 * @param cluster null if it has nothing to do with a cluster
 * @param repository null if it has nothing to do with a repository
 * @param item the full name of the job in whose context the credentials are looked up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Connections(
        @CheckForNull CloudAddress cloud,
        @CheckForNull ClusterAddress cluster,
        @CheckForNull RepositoryKeys repository,
        @NonNull String item) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** @throws NullPointerException if no job is named */
    public Connections {
        Objects.requireNonNull(item, "item");
    }

    /** The form for the journal: each part under its name, but for what is null. */
    @NonNull
    public Map<String, Object> toMap() {
        return JSON.convertValue(this, MAP);
    }

    /**
     * What {@link #toMap} was made from.
     *
     * @throws IllegalArgumentException if the map is of something else
     */
    @NonNull
    public static Connections fromMap(@NonNull Map<String, ?> map) {
        try {
            return JSON.convertValue(map, Connections.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The connections of a run cannot be read: " + map.keySet(), e);
        }
    }

    /** What tells its servers apart: by address, whatever the credential, as far as that is known; an address in a credential's file by the credential. */
    @NonNull
    public List<String> servers() {
        List<String> servers = new ArrayList<>();
        if (cloud != null) {
            servers.add(server(cloud.authUrl(), cloud.label(), cloud.credentialsId()));
        }
        if (cluster != null) {
            servers.add(server(cluster.serverUrl(), cluster.label(), cluster.credentialsId()));
        }
        return servers;
    }

    private static String server(@CheckForNull String address, String label, String credentialsId) {
        return address == null ? label + " " + credentialsId : address;
    }
}
