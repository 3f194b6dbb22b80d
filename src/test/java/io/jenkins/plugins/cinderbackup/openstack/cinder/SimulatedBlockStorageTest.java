package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void aRevertThatFailsLeavesTheVolumeInErrorAndAnOldCinderKnowsNone() {
        String volume = simulator.addVolume("source", 1);
        String snapshot =
                storage.createSnapshot(newSnapshot(volume, "kept", true)).id();
        await().until(() -> storage.snapshot(snapshot).orElseThrow().status().equals("available"));
        simulator.breakNextRevert();
        storage.revert(volume, snapshot);
        assertThat(storage.volume(volume)).get().extracting(Volume::status).isEqualTo("reverting");
        assertThat(storage.snapshot(snapshot))
                .get()
                .extracting(Snapshot::status)
                .isEqualTo("restoring");
        await().until(() -> storage.volume(volume).orElseThrow().status().equals("error"));
        assertThat(storage.snapshot(snapshot))
                .get()
                .extracting(Snapshot::status)
                .isEqualTo("available");

        simulator.microversion(39);
        BlockStorage old = new OpenstackClouds(Ticker.system(), Duration.ofMillis(40)).blockStorage(simulator.cloud());
        assertThat(old.canRevert()).isFalse();
        assertThatThrownBy(() -> old.revert(volume, snapshot))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("API version 3.39 is not supported on this method");
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
