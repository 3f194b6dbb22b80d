package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** A simulator, an adapter on it, and a clock that stands until it is moved. */
final class SimulatedCluster implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final FolderVolumes volumes = new FolderVolumes();
    final KubernetesSimulator simulator = new KubernetesSimulator(volumes);
    final ClusterClients clusters;
    final ClusterClient cluster;
    final Objects objects = new Objects("default", "restic/restic:0.18.1");
    volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
    final Ticker ticker = () -> now;
    final Cluster workloads;

    SimulatedCluster() {
        this(Duration.ofSeconds(1));
    }

    /** @param requestTimeout for each call */
    SimulatedCluster(Duration requestTimeout) {
        clusters = new ClusterClients(requestTimeout);
        cluster = clusters.open(new ClusterConnection(simulator.url(), null, new Credential.Token("t"), null));
        workloads = new Fabric8Cluster(
                cluster,
                ticker,
                () -> new RepositoryEnvironment(
                        Map.of("RESTIC_REPOSITORY", "/nowhere", "RESTIC_PASSWORD", PASSWORD),
                        Map.of(),
                        Set.of(PASSWORD)));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        cluster.close();
        clusters.close();
        simulator.close();
    }
}
