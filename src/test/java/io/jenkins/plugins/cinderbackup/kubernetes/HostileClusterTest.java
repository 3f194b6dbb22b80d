package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults.Effect;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An API server whose answers are no objects, or are made to break a reader: a failure in the engine's terms, soon and in one line. */
@Timeout(30)
class HostileClusterTest {
    private static KubernetesSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new KubernetesSimulator(new FolderVolumes());
        simulator.createSource("default", "db", "5ce1f3d2-0000-4000-8000-000000000001", 1L << 30);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    static Stream<String> answers() {
        String claim = "{\"kind\": \"PersistentVolumeClaim\", \"apiVersion\": \"v1\", \"metadata\": ";
        return Stream.of(
                "",
                "null",
                "[]",
                "7",
                "<html><title>gateway</title></html>",
                "{",
                claim + "null}",
                claim + "{\"name\": \"db\", \"generation\": 1e400}}",
                claim + "{\"name\": \"db\", \"generation\": 99999999999999999999999999}}",
                claim + "{\"name\": \"db\", \"generation\": NaN}}",
                claim + "{\"name\": {}, \"name\": []}}",
                claim + "{\"labels\": " + "{\"x\":".repeat(100_000),
                "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"db\"}}",
                "{\"kind\": \"\\u001b[31m\\n\", \"apiVersion\": \"v1\"}");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void endsAsAFailureOfTheEngine(String body) {
        simulator.faults().clear();
        simulator
                .faults()
                .on(
                        "GET",
                        "/persistentvolumeclaims/db",
                        9,
                        new Effect.Answer(200, body, Map.of("Content-Type", "application/json")));
        ClusterConnection connection = new ClusterConnection(simulator.url(), null, new Credential.Token("t"), null);
        try (ClusterClients clusters = new ClusterClients();
                ClusterClient cluster = clusters.open(connection)) {
            Fabric8Cluster workloads = new Fabric8Cluster(cluster, Ticker.system(), () -> null);

            assertThatThrownBy(() -> workloads.source("default", "db", null))
                    .isInstanceOf(BackupException.class)
                    .message()
                    .doesNotContainPattern("[\\p{Cc}\\u2028]")
                    .hasSizeLessThan(1000);
        }
    }
}
