package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.real.Command;
import io.jenkins.plugins.cinderbackup.real.Real;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract against a real Cinder whose backup driver writes files. It leaves nothing there. */
@Real
class RealVolumeBackupsTest extends BackupAdministrationContract {
    /** By its driver Cinder would delete the data too: so its row goes from the database, and from what is counted there. */
    private static final String FORGET = """
            import sqlite3, sys
            id = sys.argv[2]
            with sqlite3.connect(sys.argv[1], timeout=30) as database:
                size, project, parent = database.execute(
                    "select size, project_id, parent_id from backups where id = ? and status = 'available'", (id,)).fetchone()
                database.execute("delete from backup_metadata where backup_id = ?", (id,))
                database.execute("delete from backups where id = ?", (id,))
                database.execute("update backups set num_dependent_backups = num_dependent_backups - 1 where id = ?", (parent,))
                for resource, amount in ("backups", 1), ("backup_gigabytes", size):
                    database.execute(
                        "update quota_usages set in_use = in_use - ? where project_id = ? and resource = ?", (amount, project, resource))
            """;

    private final RealVolumes volumes = new RealVolumes(variables());
    private final OpenstackBlockStorage administrator = new RealVolumes(administratorVariables()).storage();
    private final VolumeBackups backups = volumes.storage().volumeBackups();

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Rigs.OPENSTACK.environment());
        variables.keySet().removeIf(name -> !name.startsWith("OS_"));
        return variables;
    }

    private static Map<String, String> administratorVariables() {
        Map<String, String> variables = variables();
        variables.remove("OS_PROJECT_ID");
        variables.put("OS_USERNAME", Rigs.OPENSTACK.get("RIG_ADMIN_USERNAME"));
        variables.put("OS_PASSWORD", Rigs.OPENSTACK.get("RIG_ADMIN_PASSWORD"));
        variables.put("OS_PROJECT_NAME", Rigs.OPENSTACK.get("RIG_ADMIN_PROJECT_NAME"));
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
    OpenstackBlockStorage administrator() {
        return administrator;
    }

    @Override
    void forget(String id) {
        String database = Rigs.OPENSTACK.state().resolve("cinder/cinder.db").toString();
        Command.run(Map.of(), List.of("/usr/bin/python3", "-c", FORGET, database, id));
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
