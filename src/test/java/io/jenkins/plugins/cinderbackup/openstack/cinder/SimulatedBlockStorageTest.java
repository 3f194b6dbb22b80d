package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract against the simulator, with states that take a little time. */
class SimulatedBlockStorageTest extends BlockStorageContract {
    private OpenstackSimulator simulator;
    private BlockStorage storage;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
        simulator.transition(Duration.ofMillis(30));
        storage = new OpenstackClouds(Ticker.system(), Duration.ofMillis(40)).blockStorage(simulator.cloud());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Override
    BlockStorage storage() {
        return storage;
    }

    @Override
    String sourceVolume() {
        return simulator.addVolume("source", 1);
    }

    @Override
    void attach(String volumeId) {
        simulator.transition(Duration.ZERO);
        simulator.attach(volumeId);
    }

    @Override
    void detach(String volumeId) {
        simulator.detach(volumeId);
        await().until(() -> simulator.volumes().stream()
                .anyMatch(volume ->
                        volume.id().equals(volumeId) && volume.status().equals("available")));
    }

    @Override
    void reserve(String volumeId) {
        simulator.status(volumeId, "reserved");
    }
}
