package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Cinder snapshot that was kept of a backup says of it, and what is said where it says nothing. */
class DrillSnapshotTest {
    private static final String LISTED =
            ResticScript.listed(ResticScript.RESTORED, "src:apps/shop/db", "2026-01-30T02:00:00Z");
    private static final KeepMark KEPT = new KeepMark("backup", true);

    private final World world = new World();

    @BeforeEach
    void compare() {
        world.drills = true;
        world.plan.compareSnapshot = true;
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, KEPT);
    }

    private RunReport says(ResticScript script) {
        world.workloads.script(Kind.COMPARE, script);
        RunReport report = world.runToEnd();
        world.assertNothingLeft();
        return report;
    }

    /** What restic lists has this more. */
    private void lists(String more) {
        world.workloads.script(
                Kind.LIST, ResticScript.exit(0, "[" + LISTED.substring(0, LISTED.length() - 1) + "," + more + "}]\n"));
    }

    private void wroteDown(long files, long bytes) {
        lists("\"summary\":{\"total_files_processed\":" + files + ",\"total_bytes_processed\":" + bytes
                + ",\"data_added\":1}");
    }

    private static List<String> messages(RunReport report) {
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    private static Map<?, ?> check(RunReport report) {
        return (Map<?, ?>) ((Map<?, ?>) report.values().get("checks")).get("compareSnapshot");
    }

    private static void assertNotEqual(RunReport report, String why) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(VerifyOperation.COMPARE_SNAPSHOT);
        assertThat(messages(report).get(0))
                .startsWith("The backup of apps/shop/db of ")
                .contains(" is not good: it differs from Cinder snapshot kept-1, which was kept of it: " + why);
        assertThat(report.values()).containsEntry("verified", false);
        assertThat(check(report).get("passed")).isEqualTo(false);
    }

    private static void assertSaysNothing(RunReport report, PhaseId phase, String why) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(phase);
        assertThat(messages(report).get(0)).contains(why);
        assertThat(report.values()).containsEntry("verified", null);
        assertThat(check(report)).isNull();
        assertThat(report.lines()).anyMatch(line -> line.startsWith("This says nothing about the backup"));
    }

    private void assertSaysNothingAndMakesNothing(String why) {
        assertSaysNothing(world.runToEnd(), new PhaseId("FindingBackup"), why);
        assertThat(world.storage.madeVolumes).isZero();
        world.assertNothingLeft();
    }

    @Test
    void aBackupThatHasAllOfItsSnapshotIsProved() {
        RunReport report = world.runToEnd();

        assertThat(report.failure()).isNull();
        assertThat(report.values()).containsEntry("verified", true);
        assertThat(check(report).get("passed")).isEqualTo(true);
        assertThat(check(report).get("detail"))
                .isEqualTo(
                        "4 files with 4.0 KiB were read from Cinder snapshot kept-1, and all of it is in the repository");
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsSubsequence("Compare", "CopyingSnapshot", "CreatingCopyPVC", "CompareSnapshot", "Cleanup");
        assertThat(world.storage.snapshots()).contains("kept-1");
        world.assertNothingLeft();
    }

    @Test
    void whatTheBackupHasIsReadAgainFromAVolumeThatNobodyCanWriteTo() {
        world.runToEnd();

        ContainerJob job = world.workloads.jobs.get(Kind.COMPARE);
        assertThat(job.args())
                .containsExactly(
                        "backup",
                        "--json",
                        "--dry-run",
                        "--force",
                        "--verbose=2",
                        "--exclude=/data/**/lost+found",
                        "--",
                        "/data");
        assertThat(job.mounts()).singleElement().satisfies(mount -> {
            assertThat(mount.readOnly()).isTrue();
            assertThat(mount.claim()).isEqualTo(world.workloads.claim.name());
        });
        assertThat(world.workloads.volume.use().mountOptions()).containsExactly("ro");
        assertThat(world.storage.madeVolumes).isEqualTo(2);
    }

    @Test
    void manyFilesAreNotNamedOneByOne() {
        wroteDown(10_001, 4096);

        world.runToEnd();

        assertThat(world.workloads.jobs.get(Kind.COMPARE).args()).doesNotContain("--verbose=2");
    }

    @Test
    void whatTheRepositoryDoesNotHaveIsNamed() {
        assertNotEqual(
                says(ResticScript.exit(
                        0,
                        "{\"message_type\":\"verbose_status\",\"action\":\"new\",\"item\":\"/data/same\",\"data_size\":0}\n"
                                + "{\"message_type\":\"verbose_status\",\"action\":\"new\",\"item\":\"/data/page\",\"data_size\":8192}\n"
                                + ResticScript.compared(1, 4, 4096))),
                "1 data blobs of the snapshot are not in the repository: they are of /data/page.");
    }

    @Test
    void aFileMoreIsSeenThoughItsContentsAreKnown() {
        wroteDown(3, 4000);

        assertNotEqual(
                says(ResticScript.exit(0, ResticScript.compared(0, 4, 4096))),
                "the backup has 3 files with 4000 bytes, and the snapshot has 4 with 4096.");
    }

    @Test
    void asManyAsResticHasWrittenDownAreEqual() {
        wroteDown(4, 4096);

        assertThat(says(ResticScript.exit(0, ResticScript.compared(0, 4, 4096))).values())
                .containsEntry("verified", true);
    }

    @Test
    void anEmptySnapshotIsNoBackupWhereResticHasNotWrittenDownWhatThatHas() {
        assertNotEqual(
                says(ResticScript.exit(0, ResticScript.compared(0, 0, 0))),
                "the backup has 4096 bytes, and the snapshot has only 0.");
    }

    @Test
    void anEmptySnapshotIsNoBackupAlsoWhereResticDoesNotCountWhatItRestores() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(
                        0,
                        "restoring <Snapshot 5e5e5e5e of [/data]> to /\nfinished verifying 4 files in / (took 5ms)\n"));

        assertNotEqual(
                says(ResticScript.exit(0, ResticScript.compared(0, 0, 0))),
                "the backup has 4096 bytes, and the snapshot has only 0.");
    }

    @Test
    void aPathThatIsNotOnTheSnapshotIsMissed() {
        assertNotEqual(
                says(ResticScript.exit(0, "/data/pg does not exist, skipping\n" + ResticScript.compared(0, 4, 4096))),
                "the backup has /data/pg, and the snapshot has not.");
    }

    @Test
    void noneOfThePathsIsADifferenceToo() {
        assertNotEqual(
                says(ResticScript.exit(
                        1, "/data does not exist, skipping\nFatal: all target directories/files do not exist\n")),
                "none of the paths of the backup is on the snapshot.");
    }

    @Test
    void aFileThatCannotBeReadSaysNothing() {
        assertSaysNothing(
                says(ResticScript.exit(
                        3,
                        "{\"message_type\":\"error\",\"error\":{\"message\":\"input/output error\"},\"item\":\"/data/a\"}\n"
                                + ResticScript.compared(0, 4, 4096))),
                VerifyOperation.COMPARE_SNAPSHOT,
                "1 files of the Cinder snapshot could not be read, so they were not compared: /data/a");
    }

    @Test
    void aBackupThatWasCutElsewhereCannotBeCompared() {
        lists("\"original\":\"" + "0a".repeat(32) + "\"");

        assertSaysNothing(
                says(ResticScript.exit(0, ResticScript.compared(7, 4, 4096))),
                VerifyOperation.COMPARE_SNAPSHOT,
                "it was copied from another repository, or its tags were changed, and 7 data blobs are not");
    }

    @Test
    void anEndWithoutASummarySaysNothing() {
        assertSaysNothing(
                says(ResticScript.exit(0, ResticScript.summary(4))),
                VerifyOperation.COMPARE_SNAPSHOT,
                "says nothing of what it has read of the Cinder snapshot");
    }

    @Test
    void aCopyThatNoNodeCanMountSaysNothing() {
        assertSaysNothing(
                says(ResticScript.ends(new JobState.Unmountable(JobState.Unmountable.Content.DAMAGED, "bad magic"))),
                VerifyOperation.COMPARE_SNAPSHOT,
                "The node cannot mount the copy of Cinder snapshot kept-1. Kubernetes says: bad magic");
    }

    @Test
    void aCopyThatCinderDoesNotMakeSaysNothing() {
        world.workloads.bindingTakes = Duration.ofDays(1);

        assertThat(world.runToEnd().values()).containsEntry("verified", null);
        world.assertNothingLeft();
    }

    @Test
    void withoutASnapshotNothingIsMade() {
        world.storage.deleteSnapshot("kept-1");

        assertSaysNothingAndMakesNothing("no Cinder snapshot was kept of restic snapshot 5e5e5e5e");
    }

    @Test
    void aSnapshotOfAnotherVolumeIsNoneThoughTheTagsNameItsRun() {
        world.storage.deleteSnapshot("kept-1");
        world.storage.addSnapshotOf("kept-2", "another-tenants", ResticScript.BACKED_UP_BY, KEPT);

        assertSaysNothingAndMakesNothing("no Cinder snapshot was kept of restic snapshot 5e5e5e5e");
    }

    @Test
    void whereThePvcIsGoneNobodyKnowsWhoseASnapshotIs() {
        world.workloads.living = Optional::empty;

        assertSaysNothingAndMakesNothing("PVC shop/db is gone");
    }

    @Test
    void withoutRoomForBothVolumesNothingIsMade() {
        world.storage.limit(2, 10, 1000);

        assertSaysNothingAndMakesNothing("The quota 'volumes' of cloud production has no room");
    }

    @Test
    void aPathThatIsNotOnTheVolumeIsNotRead() {
        world.workloads.script(
                Kind.LIST,
                ResticScript.exit(
                        0, "[" + LISTED.replace("\"paths\":[\"/data\"]", "\"paths\":[\"/data/../etc\"]") + "]\n"));

        assertSaysNothingAndMakesNothing("has the path '/data/../etc', which is not on a volume at /data");
    }

    @Test
    void itsRightsAreAskedForWhereItIsWanted() {
        world.begin();

        assertThat(VerifyOperation.OPERATION.needsOf(world.journal).sourcePermissions())
                .extracting(permission -> permission.verb() + " " + permission.resource())
                .containsExactly("get persistentvolumeclaims");
        assertThat(VerifyOperation.OPERATION.needsOf(world.journal).accessRules())
                .anyMatch(rule ->
                        rule.path().equals("/snapshots/*") && rule.method().equals("GET"));
    }
}
