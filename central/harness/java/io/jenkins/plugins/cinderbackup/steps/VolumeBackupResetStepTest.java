package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.List;
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
    private String backup;

    @BeforeEach
    void backUp() throws Exception {
        CinderBackupConfiguration.get().setClusters(List.of());
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of("volumeBackupsAllowed", true))));
        cloud = world.site.openstack();
        cloud.backupAdministrator(true);
        String volume = cloud.addVolume("boot-of-web", 4);
        backup = String.valueOf(
                ((Map<?, ?>) world.start(CinderVolumeBackupStep.class, Map.of("volumeId", volume), world.build())
                                .await(LONG))
                        .get("backupId"));
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

    @Test
    void aRestoreThatIsEndedLeavesAUselessVolume() throws Exception {
        cloud.status(backup, "restoring");
        HeadlessStep step = start(Map.of("backup", backup, "state", "error"));

        assertThat((Map<?, ?>) step.await(LONG)).extracting("status").isEqualTo("available");
        assertThat(step.consoleText()).contains("The volume to which the backup was being restored is useless");
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
