package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.real.Real;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract against a real Cinder. It leaves nothing there. */
@Real
class RealBlockStorageTest extends BlockStorageContract {
    private final RealVolumes volumes = new RealVolumes(variables());

    /** How to log in, as an openrc says it. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Rigs.OPENSTACK.environment());
        variables.keySet().removeIf(name -> !name.startsWith("OS_"));
        return variables;
    }

    @AfterEach
    void removeSources() {
        volumes.remove();
    }

    @Override
    BlockStorage storage() {
        return volumes.storage();
    }

    @Override
    String sourceVolume() {
        return volumes.add(Map.of());
    }

    @Override
    void attach(String volumeId) {
        volumes.attach(volumeId);
    }

    @Override
    void reserve(String volumeId) {
        volumes.reserve(volumeId);
    }

    @Override
    void detach(String volumeId) {
        volumes.detach(volumeId);
    }
}
