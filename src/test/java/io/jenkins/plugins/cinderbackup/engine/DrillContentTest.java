package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a restored volume after it was compared bit by bit with the backup. */
class DrillContentTest {
    private final World world = new World();

    @BeforeEach
    void drill() {
        world.drills = true;
    }

    private RunReport compared(int code, String text) {
        world.workloads.script(Kind.COMPARE_CONTENT, ResticScript.exit(code, text));
        RunReport report = world.runToEnd();
        world.assertNothingLeft();
        return report;
    }

    private static Object content(RunReport report) {
        return ((Map<?, ?>) report.values().get("checks")).get("content");
    }

    private static String differing(String summary) {
        return "{\"message_type\":\"summary\",\"total_files\":6,\"files_restored\":5," + summary + "}\n";
    }

    private void assertSaysNothingOfTheBackup(RunReport report, String why) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(VerifyOperation.COMPARE_CONTENT);
        assertThat(report.failure().findings().stream().map(Finding::message).toList())
                .singleElement()
                .asString()
                .contains(why);
        assertThat(report.values()).containsEntry("verified", null);
        assertThat(content(report)).isNull();
        assertThat(report.lines()).anyMatch(line -> line.startsWith("This says nothing about the backup"));
    }

    @Test
    void allOfItIsReadOnceMoreByAPodThatCannotWrite() {
        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("verified", true);
        assertThat((Map<?, ?>) content(report))
                .extracting("passed", "detail")
                .containsExactly(
                        true, "every byte of 4.0 KiB was read from the volume once more, and was as in the backup");
        ContainerJob job = world.workloads.jobs.get(Kind.COMPARE_CONTENT);
        assertThat(job.args()).contains("--dry-run").endsWith("--", ResticScript.RESTORED);
        assertThat(job.mounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.readOnly()).isTrue());
    }

    @Test
    void whatTheStorageHasChangedSinceResticReadItIsNoFaultOfTheBackup() {
        assertSaysNothingOfTheBackup(
                compared(0, differing("\"total_bytes\":512,\"bytes_restored\":512")),
                "does not have any more what restic wrote to it: 512 B differ or are missing, and 0 files");
    }

    @Test
    void whatNobodyHasWrittenToItIsNoFaultOfTheBackupEither() {
        assertSaysNothingOfTheBackup(
                compared(0, differing("\"files_deleted\":2")), "and 2 files or folders are there that nobody wrote");
    }

    @Test
    void aResticThatIsTooOldIsNamedAndTheRestCounts() {
        RunReport report = compared(1, "unknown flag: --dry-run\n");

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("verified", true);
        assertThat(content(report)).isNull();
        assertThat(world.notes())
                .anyMatch(line -> line.startsWith("This restic cannot compare a volume with a backup bit by bit"));
    }

    @Test
    void whatAResticDoesNotCountIsNotSaidToBeCompared() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(1, "unknown flag: --sparse\n"),
                ResticScript.exit(
                        0,
                        "restoring <Snapshot 5e5e5e5e of [/data]> to /\nfinished verifying 1 files in / (took 5ms)\n"));
        world.workloads.script(
                Kind.STATS,
                ResticScript.exit(0, "{\"total_size\":4096000,\"total_file_count\":600,\"snapshots_count\":1}\n"));

        RunReport report = compared(1, "unknown flag: --dry-run\n");

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("verified", true).containsEntry("bytes", null);
        assertThat(((Map<?, ?>) report.values().get("checks")).keySet())
                .extracting(Object::toString)
                .containsExactly("check", "restore");
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("This restic does not say how much it has restored"))
                .noneMatch(note -> note.startsWith("As many files"));
    }

    @Test
    void aResticThatSaysNothingOfWhatItHasComparedProvesNothing() {
        assertSaysNothingOfTheBackup(compared(0, "done\n"), "says nothing of what it has compared");
    }
}
