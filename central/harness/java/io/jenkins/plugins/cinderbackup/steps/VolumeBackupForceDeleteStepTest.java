package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backup that is being made, removed by an administrator. */
@Timeout(120)
class VolumeBackupForceDeleteStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String volume;
    private String backup;

    @BeforeEach
    void backUp() throws Exception {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        cloud.backupAdministrator(true);
        volume = cloud.addVolume("boot-of-web", 4);
        backup = String.valueOf(
                ((Map<?, ?>) world.start(CinderVolumeBackupStep.class, Map.of("volumeId", volume), world.build())
                                .await(LONG))
                        .get("backupId"));
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(CinderVolumeBackupDeleteStep.class, arguments, world.build());
    }

    @Test
    void oneThatIsBeingMadeIsGoneAtOnce() throws Exception {
        cloud.status(backup, "creating");

        assertThat((Map<?, ?>) start(Map.of("backup", backup, "force", true)).await(LONG))
                .extracting("removed")
                .isEqualTo(List.of(backup));
        assertThat(cloud.backups()).isEmpty();
    }

    @Test
    void oneThatCinderCouldNotRemoveBeforeIsGoneToo() throws Exception {
        cloud.status(backup, "error_deleting");

        start(Map.of("backup", backup, "force", true)).await(LONG);

        assertThat(cloud.backups()).isEmpty();
    }

    /** What Cinder removes anyhow needs no administrator. */
    @Test
    void noForceIsUsedWhereNoneIsNeeded() throws Exception {
        cloud.backupAdministrator(false);

        start(Map.of("backup", backup, "force", true)).await(LONG);

        assertThat(cloud.backups()).isEmpty();
        assertThat(cloud.requests("POST", "/action$")).isEmpty();
    }

    @Test
    void theDriverForCephCannotAndItIsSaidWhatToDo() throws Exception {
        cloud.cephBackups(true);
        cloud.status(backup, "creating");

        assertThat(start(Map.of("backup", backup, "force", true)).failure(LONG))
                .hasMessageContaining("Cannot force the deletion of backup " + backup)
                .hasMessageContaining("Operation not supported: force delete")
                .hasMessageContaining("wait until the backup is made, and remove it without `force`");
        assertThat(cloud.backups()).hasSize(1);
    }

    @Test
    void whoIsNoAdministratorIsToldSo() throws Exception {
        cloud.backupAdministrator(false);
        cloud.status(backup, "creating");

        assertThat(start(Map.of("backup", backup, "force", true)).failure(LONG))
                .hasMessageContaining("Policy doesn't allow volume_extension:backup_admin_actions:force_delete")
                .hasMessageContaining("use the credential of an administrator");
        assertThat(cloud.backups()).hasSize(1);
    }

    @Test
    void whatIsNotRemovedStaysInTheCatalog() throws Exception {
        cloud.backupAdministrator(false);
        cloud.status(backup, "error_deleting");

        start(Map.of("backup", backup, "force", true)).failure(LONG);

        assertThat(cloud.backups()).extracting(Seen::id).containsExactly(backup);
        assertThat(KnownBackups.of(volume)).containsExactly(backup);
    }

    /** Its volume would be useless without a word. */
    @Test
    void aBackupThatIsBeingRestoredIsWaitedFor() throws Exception {
        cloud.status(backup, "restoring");

        assertThat(start(Map.of("backup", backup, "force", true, "timeout", 1)).failure(LONG))
                .hasMessageContaining("is in state 'restoring': nothing of its volume is removed meanwhile");
        assertThat(cloud.requests("POST", "/action$")).isEmpty();
    }
}
