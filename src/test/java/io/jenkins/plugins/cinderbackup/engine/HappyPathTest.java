package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HappyPathTest {
    private final World world = new World();

    @Test
    void createsAndRemovesInOrder() {
        world.plan.retention = World.KEEP_SEVEN;

        world.runToEnd();

        assertThat(world.calls.changes())
                .containsExactly(
                        "createSnapshot",
                        "createVolume",
                        "createClaim",
                        "createPersistentVolume",
                        "createSecret",
                        "createJob backup",
                        "keepSnapshot",
                        "createJob forget",
                        "delete JOB",
                        "delete CLAIM",
                        "delete PERSISTENT_VOLUME",
                        "deleteVolume volume-2",
                        "delete REPOSITORY_JOB",
                        "delete SECRET");
        world.assertNothingLeft();
    }

    @Test
    void keepsTheSnapshotAndForgetsTheJournal() {
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.keptSnapshots()).containsExactly("snapshot-1");
        assertThat(report.values().get("cinderSnapshotId")).isEqualTo("snapshot-1");
        assertThat(report.values().get("cinderSnapshotName")).isEqualTo("backup-shop-db-20260131-020000");
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void keepsTheJournalUntilSomebodyHasTheReport() {
        world.begin();

        RunReport report = world.drive(j -> false);

        assertThat(world.store.load(world.run).orElseThrow().report()).contains(report);
        world.engine.conclude(world.journal);
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void concludesNoRunThatIsStillGoingOn() {
        world.driveTo(BackupOperation.BACKUP);

        world.engine.conclude(world.journal);

        assertThat(world.store.runs()).containsExactly(world.run);
    }

    @Test
    void reportsWhatResticSaysAndHowLongEachPhaseTook() {
        RunReport report = world.runToEnd();

        assertThat(report.values().get("resticSnapshotId")).isEqualTo("0123456789abcdef");
        assertThat(report.values().get("volumeId")).isEqualTo(World.SOURCE);
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.leftovers()).isEmpty();
        assertThat(report.startedAt()).isEqualTo(ManualTicker.START);
        assertThat(report.phases().keySet())
                .containsExactly(
                        Checks.ID,
                        CreatingSnapshot.ID,
                        CreatingVolume.ID,
                        CreatingPvc.ID,
                        BackupOperation.BACKUP,
                        BackupOperation.RETENTION,
                        Cleanup.ID);
        assertThat(report.phases().values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(report.duration());
        assertThat(report.duration()).isEqualTo(world.elapsed());
        assertThat(report.phases().get(BackupOperation.BACKUP)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @Test
    void tellsEachPhaseOnceAndTheEndLast() {
        world.runToEnd();

        assertThat(world.events.of(RunEvent.PhaseEntered.class).stream().map(RunEvent.PhaseEntered::phase))
                .containsExactly(
                        CreatingSnapshot.ID,
                        CreatingVolume.ID,
                        CreatingPvc.ID,
                        BackupOperation.BACKUP,
                        BackupOperation.RETENTION,
                        Cleanup.ID);
        assertThat(world.events
                        .of(RunEvent.class)
                        .get(world.events.of(RunEvent.class).size() - 1))
                .isInstanceOf(RunEvent.Finished.class);
        assertThat(world.notes()).contains("restic snapshot 0123456789abcdef: 4 files, 4.0 KiB, 1.0 KiB added");
    }

    @Test
    void tellsHowFarResticIsLessOftenAsTimeGoesOn() {
        world.workloads.script(Kind.BACKUP, ResticScript.success(Kind.BACKUP).running(Duration.ofHours(10)));

        world.runToEnd();

        assertThat(world.events.of(RunEvent.Working.class)).hasSizeBetween(60, 140);
    }

    @Test
    void writesLittleToTheDisk() {
        world.runToEnd();

        // Each writing costs two flushes of the disk.
        assertThat(world.store.saves()).isLessThanOrEqualTo(30);
        assertThat(world.store.largestBytes()).isLessThan(8 << 10);
        assertThat(world.store.writtenBytes()).isLessThan(110 << 10);
    }

    @Test
    void looksSeldomWhileAnythingTakesLong() {
        world.workloads.script(Kind.BACKUP, ResticScript.success(Kind.BACKUP).running(Duration.ofHours(1)));

        world.runToEnd();

        assertThat(world.calls.log("job")).hasSizeLessThan(850);
    }

    @Test
    void backsUpAVolumeByItsIdAlone() {
        world.plan.pvc = null;
        world.plan.volumeId = World.SOURCE;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log("source")).isEmpty();
        assertThat(report.values().get("cinderSnapshotName")).isEqualTo("backup-" + World.SOURCE + "-20260131-020000");
        world.assertNothingLeft();
    }

    @Test
    void aDryRunCreatesNothingAndPrintsThePlan() {
        world.plan.dryRun = true;
        world.plan.retention = World.KEEP_SEVEN;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.changes()).isEmpty();
        assertThat(report.notes())
                .anyMatch(n -> n.startsWith("Dry run: nothing is created"))
                .contains(
                        "take Cinder snapshot backup-shop-db-20260131-020000 and keep the newest 3 and those of the last 7 days")
                .anyMatch(n -> n.contains("restic backup ") && n.contains("--host=shop-db"))
                .anyMatch(n -> n.contains("restic forget"));
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aDryRunThatFindsSomethingWrongFails() {
        world.plan.dryRun = true;
        world.storage.setStatus(World.SOURCE, "error");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
    }

    @Test
    void makesTheVolumeAsLargeAsASourceThatHasGrownMeanwhile() {
        world.begin().drive(j -> j.phase().equals(CreatingSnapshot.ID));
        world.storage.grow(World.SOURCE, 2048);

        RunReport report = world.runToEnd();

        assertThat(report.notes()).anyMatch(n -> n.startsWith("Temporary volume") && n.contains("2048 GiB"));
    }
}
