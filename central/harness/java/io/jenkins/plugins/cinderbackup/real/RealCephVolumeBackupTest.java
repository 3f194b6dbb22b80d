package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeRestoreStep;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same with Cinder's backup driver for Ceph, and what only that does. */
@CephBackups
class RealCephVolumeBackupTest extends RealVolumeBackupTest {
    @Override
    boolean ceph() {
        return true;
    }

    @Test
    void theSecondSnapshotIsRefusedBeforeAnythingIsMadeAndTheFirstBackupStaysWhole() throws Exception {
        String vault = vault();
        String before = Ceph.digest(vault);
        String copy = backUp(vault, "snapshot", "auto");
        overwrite(vault, 8);
        fresh.site().look();

        for (String incremental : new String[] {"auto", "true", "false"}) {
            assertThat(start(
                                    CinderVolumeBackupStep.class,
                                    Map.of("volumeId", vault, "source", "snapshot", "incremental", incremental))
                            .failure(RealJenkins.LIMIT))
                    .hasMessageContaining("is a snapshot's copy by Cinder's driver for Ceph")
                    .hasMessageContaining("set `source` to 'volume'");
        }
        assertThat(fresh.site().leftovers()).isEmpty();

        // As it is advised; not an increment, for that would have the driver delete the copy
        String full = backUp(vault, "volume", "auto");
        assertThat(fresh.site()
                        .cinder()
                        .send("GET", "/backups/" + full, null)
                        .at("/backup/is_incremental")
                        .asBoolean())
                .isFalse();
        assertThat(Ceph.digest(restored(copy, 1))).isEqualTo(before);
        assertThat(Ceph.digest(restored(full, 1))).isEqualTo(Ceph.digest(vault));
        remove(copy);
        remove(full);
    }

    @Test
    void anAdministratorEndsNeitherABackupNorARestore() throws Exception {
        Cinder administrator = Cinder.administrator();
        String vault = vault();
        HeadlessStep backup = start(CinderVolumeBackupStep.class, Map.of("volumeId", vault, "source", "volume"));
        String id = begun();
        assertThatThrownBy(() ->
                        administrator.send("POST", "/backups/" + id + "/action", Map.of("os-force_delete", Map.of())))
                .hasMessageContaining("405")
                .hasMessageContaining("force delete");
        FreshSite.assertSucceeded(RealJenkins.result(backup));

        HeadlessStep restore = start(
                CinderVolumeRestoreStep.class, Map.of("backup", id, "newVolume", Map.of("name", "restored-" + id)));
        await().atMost(RealJenkins.LIMIT)
                .until(
                        () -> administrator
                                .send("GET", "/backups/" + id, null)
                                .at("/backup/status")
                                .asText(),
                        "restoring"::equals);
        administrator.send("POST", "/backups/" + id + "/action", Map.of("os-reset_status", Map.of("status", "error")));
        Map<String, Object> returned = RealJenkins.result(restore);
        fresh.site().takes((String) returned.get("volumeId"));
        FreshSite.assertSucceeded(returned);
        assertThat(Ceph.digest((String) returned.get("volumeId"))).isEqualTo(Ceph.digest(vault));
        remove(id);
    }
}
