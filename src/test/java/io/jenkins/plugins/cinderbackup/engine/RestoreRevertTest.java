package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore in place by Cinder's own revert: only to the volume's newest snapshot, never without a way back, and never twice where that is not known to be right. */
class RestoreRevertTest {
    private static final String KEPT = "kept-1";
    private static final String REVERT = World.SOURCE + " to " + KEPT;

    private final World world = new World();

    @BeforeEach
    void revert() {
        RestoreCrashes.reverts(world);
    }

    private List<String> findings(RunReport report) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    private void assertUntouched() {
        assertThat(world.storage.reverts.done).isEmpty();
        assertThat(world.storage.madeVolumes).isZero();
        world.assertNothingLeft();
    }

    private String before() {
        return world.storage.keptVolumes().get(0);
    }

    @Test
    void cinderRevertsTheVolumeAndACopyOfWhatItWasIsKept() {
        RunReport report = world.runToEnd();

        assertThat(report.failure()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsExactly("Pending", "FindingBackup", "CreatingVolume", "Reverting", "Cleanup");
        assertThat(world.storage.reverts.done).containsExactly(REVERT);
        assertThat(world.workloads.jobs).containsOnlyKeys(Kind.LIST);
        assertThat(report.values())
                .containsEntry("pvc", "db")
                .containsEntry("volumeId", World.SOURCE)
                .containsEntry("snapshotBefore", null)
                .containsEntry("volumeBefore", before());
        assertThat(report.lines())
                .anyMatch(
                        line -> line.startsWith("Kept, as the volume was before: Cinder volume before-restore-shop-db-")
                                && line.endsWith("(" + before() + ")"));
        assertThat(world.calls.log().indexOf("keepVolume")).isLessThan(indexOfRevert());
        world.assertNothingLeft();
        assertThat(world.storage.madeSnapshots).isZero();
    }

    private int indexOfRevert() {
        return world.calls.log().indexOf("revert " + REVERT);
    }

    @Test
    void aCinderSnapshotThatIsNamedNeedsNoRepository() {
        world.plan.restore.cinderSnapshotId = KEPT;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.storage.reverts.done).containsExactly(REVERT);
        assertThat(world.workloads.jobs).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNothingIsMade() {
        world.plan.restore.cinderSnapshotId = KEPT;
        world.storage.reverts.possible = false;
        world.storage.addKeptSnapshot("newer", World.SOURCE, Duration.ofHours(1));
        world.storage.quota = FakeBlockStorage.quota(4, 10, 60);
        world.workloads.pods.put("shop/db", List.of("db-0"));

        assertThat(findings(world.runToEnd()))
                .satisfiesExactly(
                        pods -> assertThat(pods).contains("is used by pod db-0"),
                        old -> assertThat(old)
                                .isEqualTo(
                                        "The Cinder of cloud production cannot revert volumes: that came with microversion 3.40 of its API."),
                        newer -> assertThat(newer)
                                .startsWith(
                                        "Cinder reverts a volume to its newest snapshot only, and that of Cinder volume "
                                                + World.SOURCE + " of PVC shop/db is old-newer (newer) of ")
                                .endsWith(", made by build 1 of job. It was to be reverted to " + KEPT + "."),
                        volumes -> assertThat(volumes).contains("The quota 'volumes'"),
                        gigabytes -> assertThat(gigabytes).contains("The quota 'gigabytes'"));
        assertUntouched();
    }

    @Test
    void aNewestSnapshotThatIsOfNoBackupIsSaidBeforeTheBackupIsLookedFor() {
        world.storage.addKeptSnapshot(
                "way-back", World.SOURCE, Duration.ofHours(1), "jenkins", new KeepMark(KeepMark.BEFORE_RESTORE, true));

        assertThat(findings(world.runToEnd())).singleElement().asString().contains("is old-way-back (way-back) of ");
        world.storage.untag("way-back");
        assertThat(world.workloads.jobs).isEmpty();
        assertUntouched();
    }

    @Test
    void somebodyElsesSnapshotInTheWayIsNamed() {
        world.storage.addKeptSnapshot("theirs", World.SOURCE, Duration.ofHours(1));
        world.storage.untag("theirs");

        assertThat(findings(world.runToEnd())).singleElement().asString().contains(", which this plugin has not made.");
        assertUntouched();
    }

    @Test
    void aVolumeWithoutASnapshotIsNotReverted() {
        world.storage.vanish(KEPT);

        assertThat(findings(world.runToEnd()))
                .containsExactly("Cinder volume " + World.SOURCE
                        + " of PVC shop/db has no snapshot to which it could be reverted.");
        assertUntouched();
    }

    @Test
    void theSnapshotOfALaterBackupIsFoundToBeInTheWayWhenTheBackupIsFound() {
        world.storage.addKeptSnapshot("later", World.SOURCE, Duration.ofHours(1));

        assertThat(findings(world.runToEnd())).singleElement().asString().contains("is old-later (later) of ");
        assertUntouched();
    }

    @Test
    void aBackupWithoutASnapshotOfThisVolumeIsNotRestored() {
        world.storage.vanish(KEPT);
        world.storage.addSnapshotOf("another", World.SOURCE, RunId.random().value(), new KeepMark("backup", true));

        assertThat(findings(world.runToEnd()))
                .singleElement()
                .asString()
                .contains("is of the volume of PVC shop/db, so that volume cannot be reverted to it");
        assertUntouched();
    }

    @Test
    void aVolumeThatHasGrownIsNotReverted() {
        world.storage.grow(World.SOURCE, 12);

        assertThat(findings(world.runToEnd()))
                .containsExactly("Cinder volume " + World.SOURCE + " of PVC shop/db has 12 GiB, and its snapshot "
                        + KEPT + " has 10 GiB; Cinder reverts to one of the same size only.");
        assertUntouched();
    }

    @Test
    void bothStatesAreLookedAtRightBeforeForCinderSetsOneBeforeItLooksAtTheOther() {
        world.begin().drive(j -> j.phase().equals(RestoreOperation.REVERTING));
        world.storage.setStatus(KEPT, "backing-up");
        world.workloads.pods.put("shop/db", List.of("db-0"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .satisfiesExactly(
                        pods -> assertThat(pods).contains("is used by pod db-0"),
                        state -> assertThat(state).contains("snapshot " + KEPT + " is in state 'backing-up'"));
        assertThat(world.storage.reverts.done).isEmpty();
        assertThat(report.values()).containsEntry("volumeBefore", before()).containsEntry("pvc", null);
        world.assertNothingLeft();
    }

    @Test
    void aPvcThatIsMadeAnewBeforeIsNotSaidToBeReverted() {
        world.begin().drive(j -> j.phase().equals(RestoreOperation.REVERTING));
        world.makeClaimAnew("another");

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("has Cinder volume another by now");
        assertThat(report.values()).containsEntry("pvc", null);
        assertThat(world.storage.reverts.done).isEmpty();
    }

    @Test
    void aRevertThatEndsInErrorSaysThatTheVolumeIsUnusableAndWhatLeadsBack() {
        world.storage.reverts.endsAs = "error";
        world.storage.complaint = "revert volume:no space";

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .satisfiesExactly(
                        error -> assertThat(error)
                                .isEqualTo("Cinder could not revert volume " + World.SOURCE + " to snapshot " + KEPT
                                        + ": it is in state 'error'. Cinder says: revert volume:no space"),
                        back -> assertThat(back)
                                .startsWith(
                                        "PVC shop/db may be neither what it was nor what the backup has: do not use it")
                                .contains("What it was before is Cinder volume before-restore-shop-db-", before()));
        assertThat(report.values()).containsEntry("pvc", null).containsEntry("volumeBefore", before());
        assertThat(report.lines()).anyMatch(line -> line.startsWith("PVC shop/db may be neither"));
        world.assertNothingLeft();
    }

    @Test
    void aRevertThatDoesNotEndInTimeNamesTheWayBack() {
        world.storage.reverts.takes = Duration.ofHours(1);

        assertThat(findings(world.runToEnd()))
                .singleElement()
                .asString()
                .startsWith("Cinder has not reverted the volume within 600 s. PVC shop/db may be neither")
                .contains(before());
    }

    @Test
    void aLostAnswerOfARevertThatWasCarriedOutIsNotAskedForAgain() {
        world.calls.loseAnswer("revert");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.storage.reverts.done).containsExactly(REVERT);
    }

    @Test
    void aLostRequestIsMadeAgainOnlyWhenTheSnapshotShowsThatItWasNotCarriedOut() {
        world.calls.refuse("revert", 1, Errors.network());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.calls.log("revert")).hasSize(2);
        assertThat(world.storage.reverts.done).containsExactly(REVERT);
        assertThat(world.elapsed()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void aLostRequestIsNotMadeAgainWhileSomebodyUsesTheVolume() {
        world.calls.refuse("revert", 1, Errors.network());
        world.begin().drive(j -> !world.calls.log("revert").isEmpty());
        world.workloads.pods.put("shop/db", List.of("db-0"));

        assertThat(findings(world.runToEnd()))
                .satisfiesExactly(
                        pods -> assertThat(pods).contains("is used by pod db-0"),
                        back -> assertThat(back).contains("may be neither what it was", before()));
        assertThat(world.calls.log("revert")).hasSize(1);
    }

    @Test
    void whereCinderDoesNotSayWhenTheSnapshotHasChangedAnAcceptedRevertIsDoneAllTheSame() {
        world.storage.reverts.saysChanges = false;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.storage.reverts.done).containsExactly(REVERT);
    }

    @Test
    void aRefusalLeavesTheVolumeAsItWasAndDoesNotSayOtherwise() {
        world.calls.refuseAlways("revert", PermanentException.of("Cinder answers 403: not you.", "ask for it"));

        RunReport report = world.runToEnd();

        assertThat(findings(report)).containsExactly("Cinder answers 403: not you.");
        assertThat(report.lines()).noneMatch(line -> line.contains("may be neither"));
    }

    @Test
    void aRefusalAfterARequestWithoutAnAnswerSaysThatThatOneIsStillOpen() {
        world.calls.refuse("revert", 1, Errors.network());
        world.calls.refuse("revert", 1, PermanentException.of("Cinder answers 403: not you.", "ask for it"));

        assertThat(findings(world.runToEnd()))
                .satisfiesExactly(
                        refused -> assertThat(refused).isEqualTo("Cinder answers 403: not you."),
                        back -> assertThat(back).contains("may be neither what it was", before()));
    }

    @Test
    void anAbortMeanwhileSaysWhatIsOpenAndLeavesTheWayBack() {
        world.storage.reverts.takes = Duration.ofMinutes(5);
        world.begin().drive(j -> !world.storage.reverts.done.isEmpty());
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(report.lines())
                .anyMatch(line -> line.startsWith("PVC shop/db may be neither") && line.contains(before()));
    }

    @Test
    void anAbortBeforeLeavesNoCopy() {
        world.begin().drive(j -> j.phase().label().equals("CreatingVolume") && world.storage.madeVolumes == 1);
        world.engine.abort(world.journal, "stop button");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.ABORTED);

        assertThat(world.storage.keptVolumes()).isEmpty();
        world.assertNothingLeft();
    }

    @Test
    void theConsoleNamesTheCopy() {
        world.runToEnd();

        assertThat(world.notes())
                .anyMatch(text -> text.startsWith("Copy of the volume as it is now, before-restore-shop-db-"));
    }
}
