package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What others do with the volume, its snapshots and its backups between the checks of a backup by Cinder and its making. */
class VolumeBackupSourceTest {
    private final World world = new World();

    VolumeBackupSourceTest() {
        world.cinder = new VolumeBackupPlanBuilder();
        world.cinder.fromSnapshot = false;
    }

    private void earlierInState(String status) {
        Ownership tags = new Ownership(
                new Origin("jenkins", "another", "1"), RunId.random(), World.SOURCE, Instant.EPOCH, Instant.EPOCH);
        world.backups.addKept("full", Duration.ofDays(1), false, tags);
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.backups.setStatus("full", status);
    }

    @Test
    void aVolumeThatAnotherBacksUpMeanwhileIsWaitedFor() {
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.storage.setStatus(World.SOURCE, "backing-up");
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) >= 0);
        world.storage.setStatus(World.SOURCE, "in-use");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.notes()).anyMatch(note -> note.startsWith("Waiting: 400: What is to be backed up must be"));
        assertThat(world.backups.all(true)).containsExactly("backup-1");
        world.assertNothingLeft();
    }

    @Test
    void aSnapshotThatAnotherBacksUpMeanwhileIsWaitedFor() {
        world.cinder.snapshotId = "kept";
        world.storage.addKeptSnapshot("kept", World.SOURCE, Duration.ofDays(1));
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.storage.setStatus("kept", "backing-up");
        world.drive(j -> world.elapsed().compareTo(Duration.ofMinutes(5)) >= 0);
        world.storage.setStatus("kept", "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.backups.all(true)).containsExactly("backup-1");
    }

    @Test
    void aVolumeThatDoesNotComeToRestIsNamedInTheEnd() {
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.storage.setStatus(World.SOURCE, "maintenance");

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .isEqualTo("Cinder has not begun the backup of volume " + World.SOURCE + " in time");
        assertThat(world.notes()).anyMatch(note -> note.contains("the current status is 'maintenance'"));
        assertThat(report.leftovers()).isEmpty();
    }

    @Test
    void aVolumeInAnErrorStateEndsTheBackupAtOnce() {
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.storage.setStatus(World.SOURCE, "error_extending");

        assertThat(world.runToEnd().failure().message()).contains("current status is 'error_extending'");
        assertThat(world.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aFullBackupIsMadeWhereWhatTheIncrementWasToBuildOnHasGotIntoAnotherState() {
        earlierInState("error");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("incremental", false);
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("Making a full backup: 400: The parent backup must be available"));
    }

    @Test
    void noFullBackupIsMadeInThePlaceOfAnIncrementThatHasToBe() {
        world.cinder.incremental = Increment.TRUE;
        earlierInState("error");

        assertThat(world.runToEnd().failure().message()).startsWith("400: The parent backup must be available");
    }
}
