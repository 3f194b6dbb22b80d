package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reset of a backup's state, and what else becomes of the backup meanwhile. */
class VolumeBackupResetTest {
    private final World world = new World();

    @BeforeEach
    void aBackupThatStaysInCreation() {
        Ownership tags = new Ownership(
                new Origin("jenkins", "job", "1"), RunId.random(), World.SOURCE, Instant.EPOCH, Instant.EPOCH);
        world.backups.addKept("stuck", Duration.ofDays(1), false, tags);
        world.backups.setStatus("stuck", "creating");
        world.cinder = new VolumeBackupPlanBuilder();
        world.cinder.removed = "old-stuck";
        world.cinder.state = "error";
    }

    @Test
    void whatHasTheStateIsDone() {
        assertThat(world.runToEnd().values()).containsEntry("status", "error");
    }

    @Test
    void oneThatIsOnItsWayOutHasNotTheState() {
        world.driveTo(VolumeBackupResetOperation.RESETTING);
        world.backups.forceDeleteBackup("stuck");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message()).isEqualTo("Backup stuck disappeared before its state was set.");
    }

    @Test
    void aStateOnTheWayToAnotherIsNotTheEnd() {
        world.driveTo(VolumeBackupResetOperation.RESETTING);
        world.backups.resetEndsAs = "a-state-of-tomorrow";

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).isEqualTo("Cinder has not set the state of backup old-stuck in time");
        assertThat(report.values()).containsEntry("status", null);
    }
}
