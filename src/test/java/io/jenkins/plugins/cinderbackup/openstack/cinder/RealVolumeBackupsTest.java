package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.real.Real;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract against a real Cinder whose backup driver writes files. It leaves nothing there. */
@Real
class RealVolumeBackupsTest extends BackupDriversContract {
    private final RealVolumes volumes = new RealVolumes(variables());
    private final VolumeBackups backups = volumes.storage().volumeBackups();

    private static Map<String, String> variables() {
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
    VolumeBackups backups() {
        return backups;
    }

    @Override
    String sourceVolume(Map<String, String> metadata) {
        return volumes.add(metadata);
    }

    @Override
    void attach(String volumeId) {
        volumes.attach(volumeId);
    }

    @Override
    void detach(String volumeId) {
        volumes.detach(volumeId);
    }
}
