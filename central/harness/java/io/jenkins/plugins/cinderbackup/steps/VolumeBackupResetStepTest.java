package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The state of a backup that is stuck, set by an administrator. */
@Timeout(120)
class VolumeBackupResetStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String volume;
    private String backup;

    @BeforeEach
    void makeBackup() throws Exception {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        cloud.backupAdministrator(true);
        volume = cloud.addVolume("boot-of-web", 4);
        backup = backUp(Map.of("volumeId", volume));
    }

    private String backUp(Map<String, Object> arguments) throws Exception {
        Map<?, ?> made = (Map<?, ?>) world.start(CinderVolumeBackupStep.class, arguments, world.build())
                .await(LONG);
        return String.valueOf(made.get("backupId"));
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(CinderVolumeBackupResetStep.class, arguments, world.build());
    }

    @Test
    void oneThatIsStuckIsInErrorAfterwardsAndItIsSaidThatCinderMayGoOn() throws Exception {
        cloud.status(backup, "creating");
        HeadlessStep step = start(Map.of("backup", backup, "state", "error"));

        Map<?, ?> values = (Map<?, ?>) step.await(LONG);

        assertThat(values.get("result")).isEqualTo("SUCCESS");
        assertThat(values.get("statusBefore")).isEqualTo("creating");
        assertThat(values.get("status")).isEqualTo("error");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("error");
        assertThat(step.consoleText())
                .contains("Cinder does not stop making a backup whose state is set", "was 'creating' and is 'error'");
    }

    private HeadlessStep restoreUnderWay() {
        cloud.transition(Duration.ofHours(1));
        HeadlessStep restore = world.start(
                CinderVolumeRestoreStep.class,
                Map.of("backup", backup, "volumeId", volume, "confirm", true),
                world.build());
        await().atMost(LONG)
                .until(() ->
                        cloud.backups().stream().anyMatch(seen -> seen.status().equals("restoring")));
        return restore;
    }

    /** Cinder is at it for a moment yet. */
    private Map<?, ?> endRestore(HeadlessStep reset) throws Exception {
        await().atMost(LONG).until(() -> !cloud.requests("POST", "/action$").isEmpty());
        cloud.transition(Duration.ofSeconds(1));
        return (Map<?, ?>) reset.await(LONG);
    }

    @Test
    void aRestoreThatIsEndedLeavesAUselessVolumeAndAGoodBackup() throws Exception {
        HeadlessStep restore = restoreUnderWay();
        HeadlessStep step = start(Map.of("backup", backup, "state", "error"));

        assertThat(endRestore(step)).extracting("status").isEqualTo("available");
        assertThat(restore.failure(LONG)).hasMessageContaining("ended in state 'error'");
        assertThat(step.consoleText()).contains("The volume to which the backup was being restored is useless");
        assertThat(KnownBackups.of(volume)).containsExactly(backup);
    }

    /** Cinder's driver for Ceph restores to the end, however long that takes. */
    @Test
    void aBackupWhoseRestoreGoesOnStaysInTheCatalog() throws Exception {
        cloud.cephBackups(true);
        volume = cloud.addVolume("data-of-web", 4);
        backup = backUp(Map.of("volumeId", volume, "source", "volume"));
        restoreUnderWay();
        HeadlessStep step = start(Map.of("backup", backup, "state", "error"));

        assertThat(endRestore(step)).extracting("status").isEqualTo("available");
        assertThat(KnownBackups.of(volume)).contains(backup);
    }

    @Test
    void aBackupThatNobodyIsRestoringAnyMoreStaysInErrorAndItIsSaidThatItsDataIsWhole() throws Exception {
        cloud.status(backup, "restoring");
        HeadlessStep step = start(Map.of("backup", backup, "state", "error", "timeout", 2));

        Map<?, ?> values = (Map<?, ?>) step.await(LONG);

        assertThat(values.get("status")).isEqualTo("error");
        assertThat(values.get("warnings").toString())
                .contains("is in state 'error', and its data is as whole as before");
        assertThat(KnownBackups.of(volume)).containsExactly(backup);
    }

    @Test
    void oneThatIsMadeAvailableMayNotBeWhole() throws Exception {
        cloud.status(backup, "error");
        HeadlessStep step = start(Map.of("backup", backup, "state", "available"));

        assertThat((Map<?, ?>) step.await(LONG)).extracting("status").isEqualTo("available");
        assertThat(step.consoleText()).contains("Cinder does not look at the backup's data when its state is set");
    }

    @Test
    void whoIsNoAdministratorIsToldSo() throws Exception {
        cloud.backupAdministrator(false);

        assertThat(start(Map.of("backup", backup, "state", "error")).failure(LONG))
                .hasMessageContaining("Policy doesn't allow volume_extension:backup_admin_actions:reset_status")
                .hasMessageContaining("use the credential of an administrator");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available");
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = cloud.requests().size();

        assertThat(start(Map.of("timeout", 0)).failure(LONG))
                .hasMessageContaining("backup is missing")
                .hasMessageContaining("state is missing")
                .hasMessageContaining("timeout is 0");
        assertThat(start(Map.of("backup", backup, "state", "deleting")).failure(LONG))
                .hasMessageContaining("state is 'deleting': it must be one of available, error");
        assertThat(cloud.requests()).hasSize(asked);
    }

    @Test
    void aDryRunSetsNothing() throws Exception {
        HeadlessStep step = start(Map.of("backup", backup, "state", "error", "dryRun", true));
        step.await(LONG);

        assertThat(step.consoleText()).contains("Dry run: nothing is set.");
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available");
    }
}
