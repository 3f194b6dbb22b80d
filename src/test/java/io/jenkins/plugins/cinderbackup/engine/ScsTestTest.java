package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.operation.scs.DataSettings;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test of SCS-0117: its verdict, what each part of it comes to, what it removes and what it leaves alone. */
class ScsTestTest {
    private static final String EMPTY = "Create empty volume";
    private static final String BACKUP = "Create backup from volume";
    private static final String RESTORE = "Restore volume from backup";

    private final World world = new World();

    ScsTestTest() {
        world.scs = plan();
        world.backups.backupTakes = Duration.ofMinutes(1);
    }

    static ScsTestPlan plan() {
        return plan(true);
    }

    private static ScsTestPlan plan(boolean incremental) {
        return plan(incremental, null);
    }

    /** The same, which writes data and compares them through such Jobs. */
    static ScsTestPlan planWithData(JobSettings job) {
        return plan(true, new DataSettings(job));
    }

    private static ScsTestPlan plan(boolean incremental, DataSettings data) {
        return new ScsTestPlan(
                "production",
                "scs-test-",
                incremental,
                data,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                false,
                List.of());
    }

    private static List<String> steps(RunReport report) {
        return ((List<?>) report.values().get("steps"))
                .stream()
                        .map(step -> (Map<?, ?>) step)
                        .map(step -> step.get("name") + ": " + step.get("result"))
                        .toList();
    }

    @Test
    void aCloudThatBacksUpAndRestoresPassesAndNothingIsLeft() {
        RunReport report = world.runToEnd();

        assertThat(report.result())
                .as("%s %s", report.failure(), report.leftovers())
                .isEqualTo(RunResult.SUCCESS);
        assertThat(report.values())
                .containsEntry("verdict", "PASS")
                .containsEntry("volumeId", "volume-1")
                .containsEntry("backupId", "backup-1")
                .containsEntry("restoredVolumeId", "volume-2")
                .containsEntry("incrementId", "backup-2");
        assertThat(steps(report))
                .containsExactly(
                        "Clean up before the test: PASS",
                        EMPTY + ": PASS",
                        BACKUP + ": PASS",
                        RESTORE + ": PASS",
                        "Create incremental backup: PASS",
                        "Restore volume from incremental backup: PASS");
        assertThat(report.lines().get(0)).isEqualTo("scs-0117-test-backup: PASS");
        assertThat(report.lines()).anyMatch(line -> line.matches(" *" + BACKUP + ": PASS in 1 min .*"));
        assertThat(world.notes()).noneMatch(note -> note.startsWith("Trying again"));
        world.assertNothingLeft();
    }

    @Test
    void withoutAnIncrementThereIsOneBackup() {
        world.scs = plan(false);

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "PASS").containsEntry("incrementId", null);
        assertThat(steps(report)).hasSize(4);
        assertThat(world.backups.made).isEqualTo(1);
    }

    @Test
    void aBackupInErrorEndsTheTestAtOnceWithWhatCinderSays() {
        world.backups.backupEndsAs = "error";
        world.backups.failReason = "Service not found for creating backup.";
        world.storage.complaint = "create backup: no service";

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.values()).containsEntry("verdict", "FAIL");
        assertThat(steps(report)).endsWith(BACKUP + ": FAIL").hasSize(3);
        assertThat(report.failure().message())
                .contains("Service not found for creating backup.", "Cinder says: create backup: no service");
        assertThat(report.failure().findings().get(0).hints()).asString().contains("no cinder-backup service runs");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
        world.assertNothingLeft();
    }

    @Test
    void aRestoreInErrorEndsTheTestAtOnceAndBothVolumesGo() {
        world.backups.restores.endsAs = "error_restoring";
        world.storage.complaint = "restore backup: no space";

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "FAIL");
        assertThat(steps(report)).endsWith(RESTORE + ": FAIL");
        assertThat(report.failure().message()).contains("'error_restoring'", "no space");
        world.assertNothingLeft();
    }

    @Test
    void aBackupThatIsNotMadeInTimeFailsTheTestWhichDoesNotWaitForItsRemoval() {
        world.backups.backupTakes = Duration.ofMinutes(30);

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "FAIL");
        assertThat(report.failure().message()).contains("has not made the backup in time");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(11));
        assertThat(report.leftovers())
                .hasSize(2)
                .anyMatch(left -> left.contains("Cinder is still making it"))
                .anyMatch(left -> left.contains("Cinder is still backing it up"));
        world.removeInTheBackground();
        world.assertNothingLeft();
    }

    @Test
    void whatTheStandardDoesNotAskForDoesNotChangeTheVerdict() {
        world.driveTo(new PhaseId("Restoring"));
        world.backups.backupEndsAs = "error";

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.values()).containsEntry("verdict", "PASS");
        assertThat(steps(report)).endsWith("Create incremental backup: FAIL");
        world.assertNothingLeft();
    }

    @Test
    void aFullBackupIsNoIncrement() {
        world.backups.onlyFull = true;

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).contains("was asked for an increment, and says that backup", "full one");
        assertThat(report.values()).containsEntry("verdict", "PASS");
        world.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin member reader", "manager member", "reader", "ADMIN Member", ""})
    void whoIsNoPlainUserTestsNothing(String roles) {
        world.storage.roles = roles.isEmpty() ? Set.of() : Set.of(roles.split(" "));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.values()).containsEntry("verdict", "ABORT");
        assertThat(report.lines()).containsExactly("scs-0117-test-backup: ABORT");
        assertThat(report.failure().message()).contains("SCS-0117 is tested with 'member'");
        assertThat(world.storage.madeVolumes).isZero();
    }

    @Test
    void allThatHasNoRoomIsNamedBeforeAnythingIsMade() {
        world.storage.quota = FakeBlockStorage.quota(5, 100, 61);
        world.backups.quota = new BackupQuota(new Limit(2, 1), new Limit(11, 10));

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "ABORT");
        assertThat(report.failure().findings())
                .extracting(Finding::message)
                .extracting(text -> text.split("'")[1])
                .containsExactly("volumes", "gigabytes", "backups", "backup_gigabytes");
        assertThat(world.storage.madeVolumes).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BackingUp", "Restoring", "RestoringIncrement"})
    void anAbortEndsAtOnceAndTheBackgroundRemovesWhatCinderGoesOnWith(String phase) {
        world.driveTo(new PhaseId(phase));
        world.drive(journal -> world.since(journal.phaseSince()).toSeconds() > 20);
        Instant aborted = world.ticker.now();
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.publish(world.drive(journal -> false));

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        boolean known = phase.endsWith("Increment");
        assertThat(report.values()).containsEntry("verdict", known ? "PASS" : "ABORT");
        assertThat(steps(report).get(steps(report).size() - 1)).endsWith(": ABORT");
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(10));
        assertThat(report.leftovers()).anyMatch(left -> left.contains("Cinder is still"));
        world.removeInTheBackground();
        world.assertNothingLeft();
        assertThat(world.store.runs()).isEmpty();
    }

    private void leave(String id, String name, Ownership tags, Map<String, String> metadata, boolean kept) {
        Instant longAgo = world.ticker.now().minus(Duration.ofDays(2));
        world.backups.add(new VolumeBackup(
                id,
                name,
                "available",
                "gone",
                null,
                1,
                longAgo,
                longAgo,
                false,
                false,
                1,
                "bucket",
                null,
                null,
                tags,
                metadata,
                kept));
    }

    private Ownership tags(String jenkins, String job, Duration left) {
        Instant now = world.ticker.now();
        return new Ownership(
                new Origin(jenkins, job, "3"), RunId.random(), null, now.minus(Duration.ofDays(2)), now.plus(left));
    }

    private void leaveVolume(String name, Ownership tags, Map<String, String> metadata) {
        world.storage.createVolume(new NewVolume(
                Optional.empty(), Optional.empty(), name, "", 1, Optional.empty(), Optional.empty(), metadata, tags));
    }

    @Test
    void whatEarlierTestsOfThisJobHaveLeftGoesAndNothingElseThatHasThePrefix() {
        Duration past = Duration.ofHours(-1);
        Map<String, String> mark = RestoreMark.to("1-restored");
        Ownership own = tags("jenkins", "shop/nightly", past);
        leave("own", "scs-test-1-backup", own, mark, false);
        leave("kept", "scs-test-2-backup", own, mark, true);
        leave("other prefix", "nightly-1-backup", own, mark, false);
        leave("no test's", "scs-test-3", own, Map.of(), false);
        leave("under way", "scs-test-4-backup", tags("jenkins", "shop/nightly", Duration.ofHours(1)), mark, false);
        leave("other job", "scs-test-5-backup", tags("jenkins", "shop/weekly", past), mark, false);
        leave("other controller", "scs-test-6-backup", tags("copy", "shop/nightly", past), mark, false);
        leave("by hand", "scs-test-7-backup", null, mark, false);
        leave("no name", "", null, Map.of(), false);
        leaveVolume("scs-test-1-volume", own, mark);
        leaveVolume("scs-test-2", own, Map.of());
        leaveVolume("scs-test-3-volume", tags("jenkins", "shop/weekly", past), mark);
        world.ticker.advance(Duration.ofMinutes(1));

        RunReport report = world.runToEnd();

        assertThat(report.values()).as("%s", report.failure()).containsEntry("verdict", "PASS");
        assertThat(world.notes())
                .filteredOn(note -> note.startsWith("Removing what"))
                .hasSize(2);
        assertThat(world.backups.all(false))
                .containsExactlyInAnyOrder(
                        "other prefix",
                        "no test's",
                        "under way",
                        "other job",
                        "other controller",
                        "by hand",
                        "no name");
        assertThat(world.backups.all(true)).containsExactly("kept");
        world.ticker.advance(Duration.ofMinutes(1));
        assertThat(world.storage.temporaryVolumes()).containsExactly("volume-2", "volume-3");
    }

    @Test
    void whatAnEarlierTestHasLeftAndCinderDoesNotLetGoFailsTheTest() {
        leave(
                "own",
                "scs-test-1-backup",
                tags("jenkins", "shop/nightly", Duration.ofHours(-1)),
                RestoreMark.to("1-restored"),
                false);
        world.calls.refuseAlways("deleteBackup", PermanentException.of("Cannot delete backup own: 403", "ask"));

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("verdict", "FAIL");
        assertThat(steps(report)).containsExactly("Clean up before the test: FAIL");
        assertThat(world.storage.madeVolumes).isZero();
    }
}
