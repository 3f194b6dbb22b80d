package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on the simulator. */
class SimulatedClusterTest extends ClusterContract {
    private static final FolderVolumes VOLUMES = new FolderVolumes();
    private static final ClusterClients CLUSTERS = new ClusterClients();
    private static KubernetesSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new KubernetesSimulator(VOLUMES);
        simulator.access().requireToken("a-token");
    }

    @AfterAll
    static void stop() {
        CLUSTERS.close();
        simulator.close();
    }

    @Override
    ClusterClient open() {
        return CLUSTERS.open(new ClusterConnection(simulator.url(), null, new Credential.Token("a-token"), null));
    }

    @Override
    String image() {
        return "restic/restic:0.18.1";
    }

    @Override
    String volumeOf(Path content) {
        String id = UUID.randomUUID().toString();
        VOLUMES.folders.put(id, content);
        return id;
    }

    @Override
    String volumeWith(String format) throws Exception {
        String id = volumeOf(Files.createDirectories(temporary.resolve("unmountable")));
        VOLUMES.formats.put(id, format);
        return id;
    }

    @Override
    void makeSource(String claim, String volumeId) {
        simulator.createSource("default", claim, volumeId, Objects.SIZE);
    }

    @Override
    String hostAddress() {
        return "127.0.0.1";
    }
}
