package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Claim;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Backups by Cinder itself: chains, what stays, what is removed, and what an abort leaves to the background. */
class VolumeBackupTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world = new World();

    VolumeBackupTest() {
        world.cinder = new VolumeBackupPlanBuilder();
    }

    private static Ownership ofJob(String job) {
        return new Ownership(
                new Origin("jenkins", job, "1"), RunId.random(), World.SOURCE, Instant.EPOCH, Instant.EPOCH);
    }

    private void earlier(String id, int days, boolean incremental) {
        world.backups.addKept(id, DAY.multipliedBy(days), incremental, ofJob("shop/nightly"));
    }

    private static String hints(RunReport report) {
        return report.failure().findings().stream().map(Finding::hints).toList().toString();
    }

    @Test
    void theFirstBackupIsAFullOneOfASnapshotThatDoesNotStay() {
        RunReport report = world.runToEnd();

        assertThat(report.result()).as("%s", report.failure()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values())
                .containsEntry("backupId", "backup-1")
                .containsEntry("incremental", false)
                .containsEntry("volumeId", World.SOURCE)
                .containsEntry("sizeGiB", 10L);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsExactly("Pending", "CreatingSnapshot", "BackingUp", "Cleanup");
        assertThat(world.notes()).anyMatch(note -> note.contains("a full backup, there is no backup to build on"));
        assertThat(world.backups.all(true)).containsExactly("backup-1");
        assertThat(world.storage.snapshots()).isEmpty();
        world.assertNothingLeft();
    }

    @Test
    void theVolumeItselfIsReadWhereTheDriverNeedsThat() {
        world.cinder.fromSnapshot = false;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.storage.madeSnapshots).isZero();
        assertThat(world.backups.all(true)).containsExactly("backup-1");
    }

    @Test
    void whatFollowsIsAnIncrementUntilThereAreEnoughOfThem() {
        earlier("full", 3, false);
        earlier("one", 2, true);
        world.cinder.maxIncrements = 2;
        assertThat(world.runToEnd().values()).containsEntry("incremental", true);

        World next = new World();
        next.cinder = world.cinder;
        next.backups.addKept("full", DAY.multipliedBy(3), false, ofJob("shop/nightly"));
        next.backups.addKept("one", DAY.multipliedBy(2), true, ofJob("shop/nightly"));
        next.backups.addKept("two", DAY, true, ofJob("shop/nightly"));
        assertThat(next.runToEnd().values()).containsEntry("incremental", false);
        assertThat(next.notes()).anyMatch(note -> note.contains("2 increments follow the last full backup"));
    }

    @Test
    void anIncrementThatHasToBeIsRefusedBeforeAnythingIsMadeWhereThereIsNothingToBuildOn() {
        world.cinder.incremental = Increment.TRUE;

        RunReport report = world.runToEnd();

        assertThat(report.failure().message())
                .isEqualTo(
                        "An increment of volume " + World.SOURCE + " cannot be made: there is no backup to build on.");
        assertThat(hints(report)).contains("set `incremental` to 'auto' or 'false'");
        assertThat(world.storage.madeSnapshots).isZero();
        assertThat(world.backups.made).isZero();
    }

    @Test
    void aFailedBackupSaysWhyAndWhatToDoAndIsRemoved() {
        world.backups.backupEndsAs = "error";
        world.backups.failReason = "[errno 17] RBD image already exists (error creating image)";

        RunReport report = world.runToEnd();

        assertThat(report.failure().phase()).isEqualTo(VolumeBackupOperation.BACKING_UP);
        assertThat(report.failure().message()).contains("RBD image already exists");
        assertThat(hints(report)).contains("set `source` to 'volume'");
        assertThat(report.values()).containsEntry("backupId", null);
        assertThat(world.backups.all(true)).isEmpty();
        world.assertNothingLeft();
    }

    @Test
    void wholeChainsOfThisJobGoNewestFirstAndNothingOfAnybodyElse() {
        earlier("full-1", 30, false);
        earlier("one-1", 29, true);
        earlier("two-1", 28, true);
        world.backups.addKept("weekly", DAY.multipliedBy(20), false, ofJob("shop/weekly"));
        world.backups.addKept("by-hand", DAY.multipliedBy(19), false, null);
        earlier("full-2", 3, false);
        earlier("one-2", 2, true);
        world.cinder.keepLast = 2;

        RunReport report = world.runToEnd();

        assertThat(report.result()).as("%s", report.warnings()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).extractingByKey("removed").asString().isEqualTo("[two-1, one-1, full-1]");
        // The third newest stays: the second builds on it
        assertThat(world.backups.all(true)).containsExactly("weekly", "by-hand", "full-2", "one-2", "backup-1");
    }

    @Test
    void youngOnesStayAndNoneIsRemovedWithoutARule() {
        earlier("old", 9, false);
        earlier("young", 5, false);
        world.cinder.keepForDays = 7;
        world.cinder.incremental = Increment.FALSE;
        assertThat(world.runToEnd().values())
                .extractingByKey("removed")
                .asString()
                .isEqualTo("[old]");

        World another = new World();
        another.cinder = new VolumeBackupPlanBuilder();
        another.backups.addKept("old", DAY.multipliedBy(99), false, ofJob("shop/nightly"));
        assertThat(another.runToEnd().values())
                .extractingByKey("removed")
                .asString()
                .isEqualTo("[]");
    }

    /** Cinder says of the new increment that it is available before it says of the full backup that something builds on it. */
    @Test
    void noBackupIsAskedToGoOnWhichTheNewOneBuilds() {
        earlier("full-1", 9, false);
        world.cinder.keepLast = 1;

        RunReport report = world.runToEnd();

        assertThat(report.values()).containsEntry("incremental", true);
        assertThat(report.result()).as("%s", report.warnings()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.changes()).noneMatch(call -> call.startsWith("deleteBackup"));
    }

    @Test
    void aBackupGoesThatCinderCountsWronglyForAMomentAndStaysWhereItDoesSoForGood() {
        earlier("full-1", 9, false);
        world.cinder.removed = "old-full-1";
        world.backups.miscount("full-1", Duration.ofSeconds(5));
        assertThat(world.runToEnd().values())
                .extractingByKey("removed")
                .asString()
                .isEqualTo("[full-1]");

        World wrong = new World();
        wrong.cinder = world.cinder;
        wrong.backups.addKept("full-1", DAY.multipliedBy(9), false, null);
        wrong.backups.miscount("full-1", DAY);
        RunReport report = wrong.runToEnd();
        assertThat(report.failure().message())
                .isEqualTo("Cinder says that others build on backup full-1, but there are none.");
        assertThat(report.duration()).isLessThan(Duration.ofMinutes(1));
        assertThat(wrong.backups.all(true)).containsExactly("full-1");
    }

    @Test
    void anAbortEndsAtOnceAndTheBackgroundRemovesTheBackupWhenCinderLetsItGo() {
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.drive(journal -> !world.backups.all(false).isEmpty()
                && world.since(journal.phaseSince()).toSeconds() > 60);
        Instant aborted = world.ticker.now();
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.publish(world.drive(journal -> false));

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.since(aborted)).isLessThan(Duration.ofSeconds(5));
        assertThat(report.leftovers()).anyMatch(left -> left.contains("Cinder is still making it"));
        assertThat(world.backups.all(false)).hasSize(1);
        world.removeInTheBackground();
        world.assertNothingLeft();
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aQuotaThatIsFullIsNamedBeforeAnythingIsMade() {
        world.backups.quota = new BackupQuota(new Limit(1, 1), new Limit(15, 10));
        earlier("old", 1, false);

        RunReport report = world.runToEnd();

        assertThat(report.failure().findings())
                .extracting(Finding::message)
                .anyMatch(text -> text.startsWith("The quota 'backups' of cloud production has no room"))
                .anyMatch(text -> text.startsWith("The quota 'backup_gigabytes'"));
        assertThat(hints(report)).contains("it counts 1 backups of this volume that were made by Jenkins");
        assertThat(world.storage.madeSnapshots).isZero();
    }

    @Test
    void aVolumeIsFoundByItsNameIfThatIsTheOnlyOne() {
        world.cinder.volumeId = null;
        world.cinder.volume = "source";
        assertThat(world.runToEnd().values()).containsEntry("volumeId", World.SOURCE);

        World two = new World();
        two.cinder = world.cinder;
        two.storage.addSource("5ce1f3d2-0000-4000-8000-000000000002", "available", 10);
        RunReport report = two.runToEnd();
        assertThat(report.failure().message())
                .startsWith("There are 2 Cinder volumes named 'source'")
                .contains(World.SOURCE);
    }

    @Test
    void theVolumeBehindAPvcIsBackedUpAndTheBackupSaysWhoseItIs() {
        world.cinder.volumeId = null;
        world.cinder.claim = new Claim("shop", "db");
        world.cinder.metadata = Map.of("team", "shop");

        RunReport report = world.runToEnd();

        assertThat(report.result()).as("%s", report.failure()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("volumeId", World.SOURCE);
        assertThat(report.values().get("name").toString()).startsWith("volume-backup-shop-db-");
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("Backing up Cinder volume " + World.SOURCE)
                        && note.contains("of PVC shop/db with Cinder in cloud production"));
        assertThat(world.backups.backup("backup-1").orElseThrow().metadata())
                .containsEntry("csi.storage.k8s.io/pvc/name", "db")
                .containsEntry("csi.storage.k8s.io/pvc/namespace", "shop")
                .containsEntry("team", "shop");
        world.assertNothingLeft();
    }

    @Test
    void aPvcThatLeadsToNoVolumeIsSaidBeforeAnythingIsMade() {
        world.cinder.volumeId = null;
        world.cinder.claim = new Claim("shop", "db");
        world.calls.refuseAlways("volumeBehind", PermanentException.of("PVC shop/db does not exist."));
        world.backups.quota = new BackupQuota(new Limit(1, 1), new Limit(1000, 10));

        assertThat(world.runToEnd().failure().findings())
                .extracting(Finding::message)
                .containsExactly("PVC shop/db does not exist.");
        assertThat(world.storage.madeSnapshots).isZero();

        World elsewhere = new World();
        elsewhere.cinder = world.cinder;
        SourceClaim claim = elsewhere.workloads.source.get();
        elsewhere.workloads.source = () -> new SourceClaim(
                claim.namespace(),
                claim.name(),
                claim.persistentVolume(),
                "of-another-project",
                claim.driver(),
                claim.fsType(),
                claim.storageClass(),
                claim.capacityBytes(),
                claim.accessModes(),
                claim.nodeAffinity(),
                claim.zones());
        assertThat(elsewhere.runToEnd().failure().message())
                .isEqualTo("Cinder volume of-another-project of PVC shop/db was not found in cloud production.");
    }

    /** Once the volume is known, the cluster has nothing to do with the run any more. */
    @Test
    void aClusterThatIsGoneAfterTheChecksIsInNobodysWay() {
        world.cinder.volumeId = null;
        world.cinder.claim = new Claim("shop", "db");
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        int asked = world.calls.log().size();

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.log().subList(asked, world.calls.log().size()))
                .noneMatch(
                        call -> call.startsWith("volumeBehind") || call.startsWith("site") || call.startsWith("check"));
    }

    @Test
    void aBackupIsRemovedWithWhatBuildsOnItIfThatIsWanted() {
        earlier("full-1", 9, false);
        earlier("one-1", 8, true);
        earlier("two-1", 7, true);
        earlier("full-2", 6, false);
        earlier("one-2", 5, true);
        world.cinder.removed = "old-one-1";
        RunReport refused = world.runToEnd();
        assertThat(refused.failure().message()).contains("cannot be removed: increments build on it");
        assertThat(world.backups.all(true)).hasSize(5);

        World again = new World();
        again.cinder = world.cinder;
        again.cinder.dependents = true;
        again.backups.addKept("full-1", DAY.multipliedBy(9), false, null);
        again.backups.addKept("one-1", DAY.multipliedBy(8), true, null);
        again.backups.addKept("two-1", DAY.multipliedBy(7), true, null);
        again.backups.addKept("full-2", DAY.multipliedBy(6), false, null);
        again.backups.addKept("one-2", DAY.multipliedBy(5), true, null);
        RunReport report = again.runToEnd();
        assertThat(report.values()).extractingByKey("removed").asString().isEqualTo("[two-1, one-1]");
        assertThat(again.backups.all(true)).containsExactly("full-1", "full-2", "one-2");
    }
}
