package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan.From;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which Cinder snapshot a restore makes a new PVC, and from which it does not. */
class RestoreFromSnapshotTest {
    private final World world = new World();

    @BeforeEach
    void restore() {
        world.restores = true;
    }

    @Test
    void theCinderSnapshotThatWasKeptOfTheVeryBackupIsNearest() {
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsExactly("Pending", "FindingBackup", "CreatingVolume", "HandOver", "Cleanup");
        assertThat(report.lines()).anyMatch(line -> line.startsWith("Cinder snapshot kept-1 stays for as long as"));
        assertThat(report.values().get("backup"))
                .isEqualTo(Map.of("id", ResticScript.RESTORED, "time", "2026-01-30T02:00:00Z", "from", "snapshot"));
        assertThat(world.storage.keptVolumes()).hasSize(1);
        assertThat(world.workloads.jobs).doesNotContainKey(Kind.RESTORE);
        assertThat(world.storage.snapshots()).contains("kept-1");
        world.assertNothingLeft();
    }

    @Test
    void aSnapshotOfAnotherBackupIsNoneOfThisOne() {
        world.storage.addKeptSnapshot("kept-1", World.SOURCE, Duration.ofDays(1));
        world.plan.restore.from = From.SNAPSHOT;

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).startsWith("No Cinder snapshot was kept of restic snapshot 5e5e5e5e");
        assertThat(world.storage.madeVolumes).isZero();
    }

    @Test
    void aSnapshotOfAnotherVolumeIsNotTakenThoughTheTagsOfTheBackupNameItsRun() {
        world.storage.addSnapshotOf(
                "kept-1", "another-tenants", ResticScript.BACKED_UP_BY, new KeepMark("backup", true));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs).containsKey(Kind.RESTORE);
    }

    @Test
    void aSnapshotOfAPvcThatIsGoneIsNotTakenForItsOwn() {
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true));
        world.workloads.living = Optional::empty;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs).containsKey(Kind.RESTORE);
    }

    @Test
    void theRepositoryIsReadWhereTheUserWantsThat() {
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true));
        world.plan.restore.from = From.REPOSITORY;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs).containsKey(Kind.RESTORE);
    }

    @Test
    void aCinderSnapshotThatIsNamedNeedsNoRestic() {
        world.storage.addKeptSnapshot("kept-1", World.SOURCE, Duration.ofDays(1));
        world.plan.restore.cinderSnapshotId = "kept-1";

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs).isEmpty();
        assertThat(world.workloads.volume.fsType()).isEqualTo("ext4");
        world.assertNothingLeft();
    }
}
