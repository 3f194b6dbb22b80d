package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable.Content;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test of SCS-0117 with data on its volumes: what is compared, what it says where that differs, and what where it could not be compared. */
class ScsDataTest {
    private static final String WRITE = "Write data to the volume";
    private static final String COMPARE = "Compare restored data";
    private static final String COMPARE_INCREMENT = "Compare data restored from incremental backup";
    private static final String NOT_TESTED = "Whether data come back from a backup could not be tested: ";
    private static final String FIRST = "f1".repeat(32);
    private static final String SECOND = "5e".repeat(32);
    private static final String END = "That is all.\n";
    private static final String ALL = FIRST + "  first\n" + SECOND + "  second\n" + END;

    private final World world = new World();

    ScsDataTest() {
        withData(world);
    }

    /** The world's run is such a test, all of whose pods say the same. */
    static void withData(World world) {
        world.scs = ScsTestTest.planWithData(world.plan.build().job());
        world.backups.backupTakes = Duration.ofMinutes(1);
        world.workloads.testSays = ResticScript.exit(0, ALL);
    }

    private static List<String> steps(RunReport report) {
        return ((List<?>) report.values().get("steps"))
                .stream()
                        .map(step -> (Map<?, ?>) step)
                        .map(step -> step.get("name") + ": " + step.get("result"))
                        .toList();
    }

    @Test
    void whatIsWrittenBeforeEachBackupIsComparedAfterItsRestore() {
        RunReport report = world.runToEnd();

        assertThat(report.result())
                .as("%s %s", report.failure(), report.warnings())
                .isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("verdict", "PASS");
        assertThat(steps(report))
                .containsExactly(
                        "Clean up before the test: PASS",
                        "Create empty volume: PASS",
                        WRITE + ": PASS",
                        "Create backup from volume: PASS",
                        "Restore volume from backup: PASS",
                        COMPARE + ": PASS",
                        "Write more data to the volume: PASS",
                        "Create incremental backup: PASS",
                        "Restore volume from incremental backup: PASS",
                        COMPARE_INCREMENT + ": PASS");
        assertThat(world.notes())
                .anyMatch(note -> note.contains("File first, of the SHA-256 " + FIRST + ", was written to"))
                .anyMatch(note -> note.matches("What was restored to .* is what was written: first, second"));
        assertThat(world.workloads.mostJobs).isEqualTo(1);
        world.assertNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"WritingData,volume-1", "WritingMoreData,volume-1", "ComparingData,volume-2"})
    void cinderGetsTheVolumeOnlyWhenNoNodeHasIt(String phase, String volume) {
        world.driveTo(new PhaseId(phase));

        assertThat(world.drive(journal -> !journal.phase().equals(new PhaseId(phase))))
                .isNull();

        assertThat(world.workloads.made).isNotEmpty();
        assertThat(world.workloads.isAttached(volume)).isFalse();
        assertThat(world.workloads.objects()).isEmpty();
    }

    @Test
    void thePodHasNoNetworkAndWhatWasRestoredItCannotChange() {
        world.driveTo(new PhaseId("BackingUp"));
        assertThat(world.workloads.policy.job()).isEqualTo(world.workloads.test.name());
        assertThat(world.workloads.test.readOnly()).isFalse();
        assertThat(world.workloads.volume.use().mountOptions()).isEmpty();

        world.driveTo(new PhaseId("WritingMoreData"));

        assertThat(world.workloads.policy.job()).isEqualTo(world.workloads.test.name());
        assertThat(world.workloads.test.readOnly()).isTrue();
        assertThat(world.workloads.volume.use().mountOptions()).containsExactly("ro");
    }

    @Test
    void otherDataFailTheTestAndItsVerdict() {
        world.driveTo(new PhaseId("BackingUp"));
        world.workloads.testSays = ResticScript.exit(0, SECOND + "  first\n" + END);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message())
                .contains("The restored volume does not have what was written: file first has the SHA-256 " + SECOND
                        + ", and not " + FIRST)
                .contains("-restored");
        assertThat(report.values()).containsEntry("verdict", "FAIL");
        assertThat(steps(report)).endsWith("Restore volume from backup: PASS", COMPARE + ": FAIL");
        world.assertNothingLeft();
    }

    /** In the words of the GNU Core Utilities, and of BusyBox. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256sum: first: No such file or directory",
                "sha256sum: can't open 'first': Input/output error"
            })
    void aFileThatCannotBeReadFailsTheTestToo(String words) {
        world.driveTo(new PhaseId("BackingUp"));
        world.workloads.testSays = ResticScript.exit(0, words + "\n" + END);

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).contains("file first cannot be read (" + words + ")");
        assertThat(report.values()).containsEntry("verdict", "FAIL");
    }

    @Test
    void anIncrementWithoutItsDataFailsTheBuildAndNotTheVerdict() {
        world.driveTo(new PhaseId("BackingUpIncrement"));
        world.workloads.testSays = ResticScript.exit(0, FIRST + "  first\n" + END);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message()).contains("file second cannot be read");
        assertThat(report.values()).containsEntry("verdict", "PASS");
        assertThat(steps(report)).endsWith(COMPARE_INCREMENT + ": FAIL");
        world.assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(value = Content.class, names = "UNSUPPORTED", mode = EnumSource.Mode.EXCLUDE)
    void aRestoredVolumeThatCannotBeMountedDoesNotHaveWhatWasWritten(Content content) {
        world.driveTo(new PhaseId("BackingUp"));
        world.workloads.testSays = ResticScript.ends(new JobState.Unmountable(content, "wrong fs type"));

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).contains("no file system on it. Kubernetes says: wrong fs type");
        assertThat(report.values()).containsEntry("verdict", "FAIL");
        world.assertNothingLeft();
    }

    private RunReport withoutData() {
        RunReport report = world.runToEnd();

        assertThat(report.result()).as("%s", report.failure()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.values()).containsEntry("verdict", "PASS").containsEntry("incrementId", "backup-2");
        assertThat(report.warnings()).singleElement().asString().startsWith(NOT_TESTED);
        world.assertNothingLeft();
        return report;
    }

    @Test
    void aPodThatDoesNotStartLeavesCinderToBeTestedAlone() {
        world.workloads.testSays = ResticScript.neverStarts("0/3 nodes are available");

        RunReport report = withoutData();

        assertThat(report.warnings().get(0)).contains("`job.startTimeout`", "0/3 nodes are available");
        assertThat(steps(report))
                .contains(WRITE + ": ABORT", "Restore volume from backup: PASS")
                .noneMatch(step -> step.startsWith("Compare"));
    }

    @Test
    void aPvcThatDoesNotBindDoesSoToo() {
        world.workloads.bindingTakes = Duration.ofDays(1);
        world.workloads.claimEvent = "no persistent volumes available";

        assertThat(withoutData().warnings().get(0)).contains("no persistent volumes available");
    }

    @Test
    void anImageWithoutAShellIsNamed() {
        world.workloads.testSays = ResticScript.ends(new JobState.Exited(128, "StartError"));

        assertThat(withoutData().warnings().get(0))
                .contains("exit code 128 (StartError)", "`job.image`", "must have sh, head, sync and sha256sum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f1"})
    void aLogThatIsNotWholeIsNoProofOfAnything(String log) {
        world.driveTo(new PhaseId("BackingUp"));
        world.workloads.testSays = ResticScript.exit(0, log);

        RunReport report = withoutData();

        assertThat(report.warnings().get(0)).contains("what it has said cannot be read");
        assertThat(steps(report))
                .contains(WRITE + ": PASS", COMPARE + ": ABORT")
                .endsWith("Restore volume from incremental backup: PASS");
    }

    @Test
    void whatTheClusterRefusesIsSaid() {
        world.calls.refuse("createTest", 1, PermanentException.of("exceeded quota: pods", "ask for more"));

        assertThat(withoutData().warnings().get(0)).contains("exceeded quota: pods; ask for more");
    }

    @Test
    void aPodOfACallWithoutAnAnswerDoesNotHaveTheVolumeWhenCinderBacksItUp() {
        world.calls.loseAnswer("createTest");
        world.calls.refuse("createTest", 1, PermanentException.of("forbidden", "allow it"));

        world.driveTo(new PhaseId("BackingUp"));

        assertThat(world.workloads.made)
                .anySatisfy((object, times) -> assertThat(object).startsWith("JOB "));
        assertThat(world.workloads.isAttached("volume-1")).isFalse();
        assertThat(withoutData().warnings().get(0)).contains("forbidden; allow it");
    }

    @Test
    void aCallWithoutAnAnswerDoesNotKeepLaterPartsFromGoingOn() {
        world.calls.loseAnswer("createTest");
        world.driveTo(new PhaseId("BackingUp"));
        world.ticker.advance(TrackedResource.MAY_APPEAR.minusMinutes(2));

        RunReport report = world.runToEnd();

        assertThat(report.result())
                .as("%s %s", report.failure(), report.warnings())
                .isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
    }

    @Test
    void aNodeThatDoesNotLetGoOfTheVolumeFailsTheRunAndSaysNothingOfTheCloud() {
        world.driveTo(new PhaseId("WritingData"));
        world.drive(journal -> World.first(journal, ResourceKind.JOB).isPresent());
        world.storage.attached = id -> true;

        RunReport report = world.publish(world.drive(journal -> false));

        assertThat(report.failure().message()).contains("The pod that sees the volume");
        assertThat(report.values()).containsEntry("verdict", "ABORT");
        assertThat(steps(report)).endsWith(WRITE + ": ABORT");
    }

    @Test
    void whatTheClusterWouldRefuseIsSaidBeforeAnythingIsMade() {
        world.workloads.findings =
                PermanentException.of("Forbidden: create jobs", "allow it").findings();

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "ABORT");
        assertThat(report.failure().message()).contains("Forbidden: create jobs");
        assertThat(world.storage.madeVolumes).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WritingData", "ComparingData", "ComparingIncrement"})
    void anAbortLeavesNothing(String phase) {
        world.driveTo(new PhaseId(phase));
        world.drive(journal -> journal.resources().stream()
                .anyMatch(resource -> resource.kind() == ResourceKind.JOB && resource.isMade()));
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.publish(world.drive(journal -> false));

        assertThat(report.values()).containsEntry("verdict", phase.equals("WritingData") ? "ABORT" : "PASS");
        assertThat(steps(report).get(steps(report).size() - 1)).endsWith(": ABORT");
        world.removeInTheBackground();
        world.assertNothingLeft();
    }
}
