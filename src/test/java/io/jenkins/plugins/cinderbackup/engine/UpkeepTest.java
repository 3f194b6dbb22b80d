package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.backup.Settlement;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done in the repository once the backup is made, and how little of restic's answers is taken on trust. */
class UpkeepTest {
    private static final RunId LOST = new RunId("99887766554433ff");

    private final World world = new World();

    @AfterEach
    void nothingIsLeft() {
        world.assertNothingLeft();
    }

    private List<String> jobs() {
        return world.calls.log("createJob");
    }

    private List<String> args(Kind kind) {
        return world.workloads.jobs.get(kind).args();
    }

    @Test
    void aForgetThatRemovesTheBackupJustMadeFailsTheRunAloud() {
        world.plan.retention = World.KEEP_SEVEN;
        // As short as restic 0.14 says it at the end of a backup
        world.workloads.script(
                Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(4).replace(ResticScript.OWN, "01234567")));
        world.workloads.script(
                Kind.FORGET,
                ResticScript.exit(0, ResticScript.forgotten(List.of("bbbbbbbb"), List.of(ResticScript.OWN))));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(BackupOperation.RETENTION);
        assertThat(report.failure().message())
                .isEqualTo("restic forget has removed the backup just made, restic snapshot 01234567: it is gone.");
        assertThat(report.failure().findings().get(0).hints()).contains("back up again");
        assertThat(Soundness.of(world.journal)).isEqualTo(Soundness.NONE);
    }

    @Test
    void aForgetThatDoesNotNameTheBackupJustMadeHasFailed() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(
                Kind.FORGET, ResticScript.exit(0, ResticScript.forgotten(List.of("bbbbbbbb"), List.of())));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings())
                .containsExactly("Retention failed: restic does not name the backup just made, restic snapshot "
                        + ResticScript.OWN + ", among those that it keeps.");
    }

    @Test
    void aForgetThatDoesNotSayWhatItHasDoneHasFailed() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.exit(0, "done\n"));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings())
                .singleElement()
                .asString()
                .startsWith("Retention failed: restic does not say what it has kept and removed");
    }

    @Test
    void aSoundBackupCostsNoJobBesideTheForget() {
        world.plan.retention = World.KEEP_SEVEN;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs()).containsExactly("createJob backup", "createJob forget");
    }

    @Test
    void anIncompleteBackupIsSetApartAndReportedUnderItsNewId() {
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.values().get("resticSnapshotId")).isEqualTo(ResticScript.AGAIN);
        assertThat(jobs()).containsExactly("createJob backup", "createJob set-apart", "createJob find");
        assertThat(args(Kind.SET_APART))
                .containsExactly(
                        "tag",
                        "--json",
                        "--tag=src:apps/shop/db,run=" + world.run,
                        "--remove=src:apps/shop/db",
                        "--add=unsound:apps/shop/db");
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith(
                        "The backup is not sound: it is kept as restic snapshot " + ResticScript.AGAIN));
        assertThat(world.workloads.repository.isSound(world.run.value())).isFalse();
        assertThat(new Settlement(world.journal).isSettled()).isTrue();
        assertThat(world.journal.facts().get(BackupFacts.UNSOUND_LEFT)).contains(true);
    }

    @Test
    void whatAForgetKeepsIsWhatTheCatalogIsTold() {
        world.plan.retention = World.KEEP_SEVEN;

        world.runToEnd();

        assertThat(world.listings).singleElement().satisfies(listing -> {
            assertThat(listing.snapshots()).extracting(ListedSnapshot::id).containsExactly(ResticScript.OWN);
            assertThat(listing.filter().sources()).containsExactly("apps/shop/db");
            assertThat(listing.filter().host()).isEqualTo("shop-db");
        });
    }

    /** As restic 0.14 and 0.17 do with exit code 0, and 0.18 with 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | could not load snapshot 8b8c60b2: client.Get: 503 Slow Down",
                "0 | unable to remove snapshot/bbbbbbbb from the repository",
                "3 | unable to remove snapshot/bbbbbbbb from the repository"
            })
    void aForgetThatPassesASnapshotOverIsSaidAndTakesNothingOutOfTheCatalog(int exitCode, String line) {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(
                Kind.FORGET,
                ResticScript.exit(
                        exitCode,
                        line + "\n" + ResticScript.forgotten(List.of(ResticScript.OWN), List.of("bbbbbbbb"))));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings()).containsExactly("restic forget was incomplete: " + line);
        assertThat(world.listings).isEmpty();
    }

    @Test
    void whatIsSetApartIsToldToTheCatalogUnderItsNewId() {
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        world.runToEnd();

        assertThat(world.listings)
                .singleElement()
                .satisfies(listing -> assertThat(listing.snapshots())
                        .extracting(ListedSnapshot::id)
                        .containsExactly(ResticScript.AGAIN));
    }

    @Test
    void aCatalogThatCannotBeWrittenIsNoTroubleOfTheBackup() {
        world.plan.retention = World.KEEP_SEVEN;
        world.refuseListings = true;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.journal.cautions()).containsExactly("no catalog");
    }

    @Test
    void withAPolicyWhatWasSetApartIsHeldToItAndNoSoundOneIsRemoved() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        world.runToEnd();

        assertThat(jobs())
                .containsExactly(
                        "createJob backup", "createJob set-apart", "createJob find", "createJob forget-unsound");
        assertThat(args(Kind.FORGET_UNSOUND)).contains("--keep-tag=src:apps/shop/db", "--keep-last=7");
    }

    @Test
    void aSoundBackupAfterOthersThatWereNotLooksAfterThoseToo() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.guard = new BackupPlan.Guard(50, null, null, true, List.of());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs()).containsExactly("createJob backup", "createJob forget", "createJob forget-unsound");
        assertThat(world.journal.facts().get(BackupFacts.UNSOUND_LEFT)).contains(false);
    }

    @Test
    void whatALostRunMayHaveLeftIsSetApartBeforeAnythingIsForgotten() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.guard = new BackupPlan.Guard(50, null, null, false, List.of(LOST));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(jobs())
                .containsExactly(
                        "createJob backup", "createJob set-apart", "createJob forget", "createJob forget-unsound");
        assertThat(args(Kind.SET_APART))
                .contains("--tag=src:apps/shop/db,run=" + LOST)
                .doesNotContain("--tag=src:apps/shop/db,run=" + world.run);
    }

    @Test
    void whereSettingApartFailsNothingIsForgotten() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.guard = new BackupPlan.Guard(50, null, null, false, List.of(LOST));
        world.workloads.script(Kind.SET_APART, ResticScript.exitError(1, "Access Denied."));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(jobs()).containsExactly("createJob backup", "createJob set-apart");
        assertThat(world.warnings())
                .singleElement()
                .asString()
                .startsWith("A backup that is not sound could not be set apart, so nothing was removed");
    }

    private void assertNotSetApart(String why) {
        assertThat(world.workloads.repository.isSound(world.run.value())).isTrue();
        assertThat(world.warnings())
                .contains(
                        "A backup that is not sound could not be set apart, so nothing was removed; the next backup tries again: "
                                + why);
        assertThat(new Settlement(world.journal).isSettled()).isFalse();
        assertThat(world.journal.facts().get(BackupFacts.UNSOUND_LEFT)).contains(true);
    }

    @Test
    void whereTheStorageLetsNothingBeDeletedAnIncompleteBackupIsNotSetApart() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.repository.appendOnly = true;
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        world.runToEnd();

        assertNotSetApart(
                "restic ended well, but went on without a snapshot: unable to modify the tags for snapshot ID \""
                        + ResticScript.OWN + "\", ignoring: client.RemoveObject: Access Denied.");
        assertThat(jobs()).containsExactly("createJob backup", "createJob set-apart");
    }

    @Test
    void aBackupThatIsStillListedAsASoundOneIsNotSetApart() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.repository.appendOnly = true;
        world.workloads.repository.tells = false;
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));

        world.runToEnd();

        assertNotSetApart("restic still lists it under the tag 'src:apps/shop/db'.");
        assertThat(jobs()).containsExactly("createJob backup", "createJob set-apart", "createJob find");
    }

    @Test
    void whereALostRunsBackupCouldNotBeSetApartNothingIsForgotten() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.guard = new BackupPlan.Guard(50, null, null, false, List.of(LOST));
        world.workloads.repository.appendOnly = true;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(jobs()).containsExactly("createJob backup", "createJob set-apart");
        assertThat(new Settlement(world.journal).hasSetApart()).isFalse();
    }

    @Test
    void aSnapshotOfNothingIsRemovedFromTheRepositoryThoughTheRunHasFailed() {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(BackupOperation.BACKUP);
        assertThat(jobs()).containsExactly("createJob backup", "createJob forget-empty");
        assertThat(args(Kind.FORGET_EMPTY)).containsExactly("forget", "--", ResticScript.OWN);
        assertThat(world.notes())
                .contains("restic snapshot " + ResticScript.OWN
                        + ", which is one of nothing, was removed from the repository");
        assertThat(new Settlement(world.journal).isSettled()).isTrue();
    }

    @Test
    void aSnapshotOfNothingThatCannotBeRemovedIsNamedAndTheFirstFailureStays() {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)));
        world.workloads.script(Kind.FORGET_EMPTY, ResticScript.exitError(1, "Access Denied."));

        RunReport report = world.runToEnd();

        assertThat(report.failure().message()).startsWith("The backup is empty");
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("restic snapshot " + ResticScript.OWN + ", which is one of nothing, could not be removed");
        assertThat(new Settlement(world.journal).isSettled()).isFalse();
    }

    /** As restic 0.14 to 0.19 do of one that they cannot load, and 0.17 of one that cannot be deleted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ignoring \"0123456789abcdef\": no matching ID found for prefix \"0123456789abcdef\"",
                "unable to remove snapshot/0123456789abcdef from the repository"
            })
    void aSnapshotOfNothingThatResticPassesOverIsNotSaidToBeRemoved(String line) {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)));
        world.workloads.script(Kind.FORGET_EMPTY, ResticScript.exit(0, line + "\n"));

        RunReport report = world.runToEnd();

        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("restic snapshot " + ResticScript.OWN + ", which is one of nothing, could not be removed")
                .endsWith("restic ended well, but went on without a snapshot: " + line);
        assertThat(world.notes()).noneMatch(note -> note.endsWith("was removed from the repository"));
        assertThat(new Settlement(world.journal).isSettled()).isFalse();
    }

    @Test
    void aJobThatDoesNotGoHoldsTheRunNoLongerThanItsLimit() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.exitError(11, "repository is already locked"));
        world.driveTo(BackupOperation.RETENTION);
        world.workloads.jobRemovalTakes = Duration.ofDays(2);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings()).contains("Retention failed: it took too long.");
        assertThat(world.elapsed())
                .isLessThan(BackupOperation.OPERATION.procedureOf(world.journal).longest());
        world.ticker.advance(Duration.ofDays(2));
        world.removeInTheBackground();
    }

    @Test
    void goesOnAfterARestartInTheMiddleOfIt() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.kind() == Kind.FIND));

        world.restart();

        assertThat(world.runToEnd().values().get("resticSnapshotId")).isEqualTo(ResticScript.AGAIN);
        assertThat(jobs())
                .containsExactly(
                        "createJob backup", "createJob set-apart", "createJob find", "createJob forget-unsound");
    }

    @Test
    void anAbortLeavesItToTheNextBackup() {
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a").running(Duration.ofSeconds(10)));
        world.driveTo(BackupOperation.RETENTION);
        world.engine.abort(world.journal, "stopped");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.ABORTED);
        assertThat(new Settlement(world.journal).isSettled()).isFalse();
    }
}
