package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup that restic is content with, and that is much smaller than the last one. */
class ShrinkGuardTest {
    private static final long TIB = 1L << 40;

    private final World world = new World();

    @AfterEach
    void nothingIsLeft() {
        world.assertNothingLeft();
    }

    private RunReport backUp(BackupPlan.Guard guard, long files, long bytes) {
        world.plan.guard = guard;
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, summary(files, bytes)));
        return world.runToEnd();
    }

    private static String summary(long files, long bytes) {
        return """
                {"message_type":"summary","files_new":0,"files_changed":0,"files_unmodified":%1$d,"data_added":0,\
                "total_files_processed":%1$d,"total_bytes_processed":%2$d,"total_duration":1.5,"snapshot_id":"0123456789abcdef"}
                """.formatted(files, bytes);
    }

    @Test
    void isUnstableWithBothNumbersAndWhatToDo() {
        RunReport report = backUp(PlanBuilder.guard(50, 1200L, 2 * TIB), 4, 4096);

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("The backup has shrunk by more than 50 %")
                .contains(
                        "4 files, 4.0 KiB",
                        "1200 files, 2.0 TiB",
                        "PVC shop/db",
                        "`paths` and `exclude`",
                        "`guard.maxShrinkPercent` at 100");
        assertThat(world.warnings()).isEqualTo(report.warnings());
        assertThat(report.values().get("resticSnapshotId")).isEqualTo(ResticScript.AGAIN);
    }

    @ParameterizedTest(name = "at {0} %: {1} files and {2} bytes, before 1000 and 1000000: {3}")
    @CsvSource({
        "50,  500,  500000, SUCCESS",
        "50,  499, 1000000, UNSTABLE",
        "50, 1000,  499999, UNSTABLE",
        "50, 9000, 9000000, SUCCESS",
        "1,   990,  990000, SUCCESS",
        "1,   989,  990000, UNSTABLE",
        "99,   10,    9999, UNSTABLE",
        "100,   1,       0, SUCCESS",
    })
    void comparesFilesAndBytesEach(int percent, long files, long bytes, RunResult expected) {
        assertThat(backUp(PlanBuilder.guard(percent, 1000L, 1_000_000L), files, bytes)
                        .result())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({",", ",9999999", "9999999,"})
    void whatIsNotKnownOfTheLastBackupIsNotComparedWith(Long files, Long bytes) {
        RunResult expected = files == null && bytes == null ? RunResult.SUCCESS : RunResult.UNSTABLE;

        assertThat(backUp(PlanBuilder.guard(50, files, bytes), 4, 4096).result())
                .isEqualTo(expected);
    }

    @Test
    void filesThatAllWereEmptyCannotShrink() {
        assertThat(backUp(PlanBuilder.guard(1, 4L, 0L), 4, 0).result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aBackupWithGapsThatHasShrunkSaysBoth() {
        world.plan.guard = PlanBuilder.guard(50, 1000L, 4096L);
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        assertThat(world.runToEnd().warnings())
                .hasSize(2)
                .anyMatch(w -> w.contains("could not be read"))
                .anyMatch(w -> w.contains("has shrunk"));
    }

    @Test
    void removesNoEarlierBackupAndNoEarlierSnapshot() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;
        world.storage.addKeptSnapshot("before", World.SOURCE, Duration.ofDays(50));

        backUp(PlanBuilder.guard(50, 1000L, 4096L), 4, 4096);

        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("before", "snapshot-1");
        assertThat(world.calls.changes()).doesNotContain("createJob forget");
    }

    @Test
    void removesThemAsUsualWhereItHasNot() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;
        world.storage.addKeptSnapshot("before", World.SOURCE, Duration.ofDays(50));

        backUp(PlanBuilder.guard(100, 1000L, 4096L), 4, 4096);

        assertThat(world.storage.snapshots()).containsExactly("snapshot-1");
        assertThat(world.calls.changes()).contains("createJob forget");
    }

    @Test
    void isSaidOnceAlsoIfTheControllerStartsAgainMeanwhile() {
        world.plan.guard = PlanBuilder.guard(50, 1000L, 4096L);
        world.driveTo(BackupOperation.RETENTION);

        world.restart();

        assertThat(world.runToEnd().warnings()).hasSize(1);
        assertThat(world.warnings()).hasSize(1);
    }
}
