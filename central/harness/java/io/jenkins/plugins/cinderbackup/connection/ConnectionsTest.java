package io.jenkins.plugins.cinderbackup.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final Connections CONNECTIONS = new Connections(
            new CloudAddress(
                    "production",
                    "clouds[production].",
                    "https://keystone.example.org/v3",
                    "cloud",
                    null,
                    "shop",
                    null,
                    null,
                    "RegionOne",
                    "public",
                    null,
                    null,
                    true),
            new ClusterAddress("production", "", null, "-----BEGIN CERTIFICATE-----\n", null, null, true, true),
            new RepositoryKeys("repository.", "password", null, null),
            "folder/nightly");

    @Test
    void comeBackFromTheJournalAsTheyWere() {
        assertThat(Connections.fromMap(CONNECTIONS.toMap())).isEqualTo(CONNECTIONS);
    }

    @Test
    void aRepositoryWithoutCredentialsOfJenkinsComesBackToo() {
        Connections withSecret = new Connections(
                CONNECTIONS.cloud(),
                CONNECTIONS.cluster(),
                new RepositoryKeys("repository.", null, null, null),
                CONNECTIONS.item());

        assertThat(Connections.fromMap(withSecret.toMap())).isEqualTo(withSecret);
    }

    @Test
    void whatARunHasNothingToDoWithIsNotThere() {
        Connections ofCluster = new Connections(null, CONNECTIONS.cluster(), null, CONNECTIONS.item());

        assertThat(ofCluster.toMap()).containsOnlyKeys("cluster", "item");
        assertThat(Connections.fromMap(ofCluster.toMap())).isEqualTo(ofCluster);
        assertThat(ofCluster.servers()).hasSize(1);
    }

    @Test
    void ofAnotherOriginAreRefused() {
        assertThatThrownBy(() -> Connections.fromMap(Map.of("cloud", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Connections.fromMap(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The connections of a run cannot be read: []");
    }
}
