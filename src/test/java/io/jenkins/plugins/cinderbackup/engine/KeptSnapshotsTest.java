package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kept Cinder snapshots a retention counts, and which it removes: before a backup, and after it. */
class KeptSnapshotsTest {
    private static final KeepMark OURS = new KeepMark("backup", true);
    private static final KeepMark UNSOUND = new KeepMark("backup", false);

    private final World world = new World();

    @BeforeEach
    void keepOneDay() {
        world.plan.keepLast = 1;
        world.plan.keepForDays = 1;
    }

    private void kept(String id, int days, String jenkins, KeepMark mark) {
        world.storage.addKeptSnapshot(id, World.SOURCE, Duration.ofDays(days).plusHours(1), jenkins, mark);
    }

    private void kept(String id, int days) {
        kept(id, days, "jenkins", OURS);
    }

    private List<String> removed() {
        return world.calls.log("deleteSnapshot").stream()
                .map(line -> line.replace("deleteSnapshot ", ""))
                .toList();
    }

    private void shrinks() {
        world.plan.guard = PlanBuilder.guard(50, 1_000L, 1L << 30);
    }

    @Test
    void anotherControllersSnapshotsAreNeitherCountedNorRemoved() {
        world.plan.keepLast = 2;
        kept("ours-1", 5);
        kept("ours-2", 6);
        kept("theirs-1", 4, "another-jenkins", OURS);
        kept("theirs-2", 50, "another-jenkins", OURS);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("ours-1", "theirs-1", "theirs-2", "snapshot-1");
    }

    @Test
    void thoseOfAnotherNamePrefixAreNeitherCountedNorRemoved() {
        world.plan.prefix = "pre-upgrade";
        kept("nightly-1", 2);
        kept("nightly-2", 6);
        kept("upgrade", 3, "jenkins", new KeepMark("pre-upgrade", true));
        kept("from-no-prefix", 90, "jenkins", new KeepMark("", true));

        world.runToEnd();

        assertThat(world.storage.snapshots())
                .containsExactlyInAnyOrder("nightly-1", "nightly-2", "from-no-prefix", "snapshot-1");
    }

    @Test
    void aControllerWhoseClockIsAMonthAheadRemovesNoneThatIsYoung() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 7;
        world.storage.controllerAhead = Duration.ofDays(30);
        kept("young", 2);
        kept("old", 8);

        world.runToEnd();

        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("young", "snapshot-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200})
    void aQuotaThatIsFullOfExpiredSnapshotsHealsItselfHoweverLongTheyTakeToGo(int seconds) {
        world.storage.deletionTakes = Duration.ofSeconds(seconds);
        for (int day = 2; day <= 6; day++) {
            kept("day-" + day, day);
        }
        world.storage.limit(-1, 5, -1);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.notes()).contains("Removing expired Cinder snapshot old-day-6 (day-6)");
        assertThat(world.calls.changes().indexOf("createSnapshot")).isGreaterThanOrEqualTo(4);
        world.ticker.advance(Duration.ofMinutes(5));
        assertThat(world.storage.snapshots()).containsExactly("snapshot-1");
    }

    @Test
    void gigabytesThatExpiredSnapshotsTakeHealToo() {
        kept("day-1", 1);
        kept("day-2", 2);
        world.storage.limit(-1, -1, 40);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.warnings()).isEmpty();
    }

    @Test
    void aQuotaThatIsFullOfWhatMustStayIsSaidAndNothingIsRemoved() {
        world.plan.keepLast = 2;
        kept("day-2", 2);
        kept("day-3", 3);
        world.storage.limit(-1, 2, -1);

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .isEqualTo("The quota 'snapshots' of cloud production has no room: used 2 of 2, needed 1 more.");
        assertThat(removed()).isEmpty();
    }

    @Test
    void aDeletionThatMakesNoRoomInTimeEndsWithTheQuotasMessage() {
        kept("day-2", 2);
        kept("day-3", 3);
        world.storage.limit(-1, 2, -1);
        world.storage.deletionTakes = Duration.ofDays(1);

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .startsWith("The quota 'snapshots' of cloud production has no room: used 2 of 2");
        assertThat(world.elapsed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void theLastSoundOneStaysUntilThereIsANewBackup() {
        kept("sound", 40);
        kept("older", 50);
        kept("unsound", 30, "jenkins", UNSOUND);
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(1, "no"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.FAILURE);
        assertThat(world.storage.snapshots()).contains("sound").doesNotContain("older");
    }

    @Test
    void nothingIsRemovedWhereTheChecksFail() {
        kept("older", 50);
        kept("old", 40);
        world.workloads.findings = List.of(Finding.of("forbidden: create jobs", "ask for it"));

        world.runToEnd();

        assertThat(removed()).isEmpty();
    }

    @Test
    void withNothingToKeepTheOlderOnesGoToo() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        kept("old", 5);
        kept("young", 0);
        kept("pre-upgrade", 5, "jenkins", new KeepMark("pre-upgrade", true));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.snapshots()).containsExactly("pre-upgrade");
    }

    @Test
    void withNothingToKeepAFailedRunLeavesTheNewestSoundOne() {
        world.plan.keepLast = 0;
        world.plan.keepForDays = 0;
        kept("old", 5);
        kept("young", 1);
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(1, "no"));

        world.runToEnd();

        assertThat(world.storage.snapshots()).containsExactly("young");
    }

    @Test
    void aDryRunSaysWhatWouldGoAndRemovesNothing() {
        world.plan.dryRun = true;
        kept("day-2", 2);
        kept("day-3", 3);
        world.storage.limit(-1, 2, -1);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.notes()).contains("first remove the expired Cinder snapshot old-day-3 (day-3)");
        assertThat(world.calls.changes()).isEmpty();
    }

    @Test
    void aSnapshotFromWhichAVolumeLivesStaysWithANote() {
        kept("cloned", 50);
        world.storage.cloneOf("cloned");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.notes())
                .contains(
                        "Expired Cinder snapshot old-cloned (cloned) stays: in use by volume clone (somebody's); a later backup removes it once that is gone");
        assertThat(report.leftovers()).isEmpty();
        assertThat(removed()).isEmpty();
        assertThat(report.phases().get(Cleanup.ID)).isLessThan(Duration.ofMinutes(1));
        assertThat(world.store.runs())
                .describedAs("journals that the background would go on with")
                .isEmpty();
        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("cloned", "snapshot-1");
    }

    @Test
    void aSnapshotThatComesBackIsANoteWithCindersReasonAndIsAskedToGoOnce() {
        kept("busy", 50);
        kept("newest", 40);
        world.storage.complaint = "delete snapshot:Snapshot is busy.";
        world.storage.isBusy("busy");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.notes())
                .contains(
                        "Expired Cinder snapshot old-busy (busy) stays: its deletion was accepted, but it is still there."
                                + " Cinder says: delete snapshot:Snapshot is busy.; the next backup tries again");
        assertThat(removed()).containsOnlyOnce("busy");
        assertThat(report.phases().get(Cleanup.ID)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aDeletionThatIsForbiddenMakesTheBuildUnstableAndStopsNoBackup() {
        kept("old", 50);
        world.calls.refuseAlways(
                "deleteSnapshot", PermanentException.of("deleting snapshots is forbidden", "ask for it"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.values().get("resticSnapshotId")).isNotNull();
        assertThat(report.warnings())
                .containsExactly(
                        "Expired Cinder snapshot old-old (old) could not be removed: deleting snapshots is forbidden");
    }

    @Test
    void anUnsoundBackupsSnapshotIsKeptAndMarkedAndDisplacesNoSoundOne() {
        kept("good", 3);
        shrinks();

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("good", "snapshot-1");
        assertThat(world.storage.mark("snapshot-1")).isEqualTo(new KeepMark("backup", false));
    }

    @Test
    void anIncompleteBackupsSnapshotDisplacesNoSoundOneEither() {
        kept("good", 3);
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/secret"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("good", "snapshot-1");
    }

    @Test
    void laterSoundBackupsCountOnlySoundOnes() {
        world.plan.keepLast = 2;
        kept("good-1", 9);
        kept("good-2", 8);
        kept("bad-1", 7, "jenkins", UNSOUND);
        kept("bad-2", 6, "jenkins", UNSOUND);

        world.runToEnd();

        assertThat(world.storage.mark("snapshot-1").sound()).isTrue();
        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("good-2", "bad-2", "snapshot-1");
    }
}
