package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore into the volume of a PVC that is there: only while nobody uses it, and never without a way back. */
class RestoreInPlaceTest {
    private static final ResticScript LOCKED =
            ResticScript.exitError(11, "unable to create lock in backend: repository is already locked by PID 1");

    private final World world = new World();

    @BeforeEach
    void restoreInPlace() {
        world.restores = true;
        world.plan.restore.inPlace();
        world.workloads.claims.add("shop/db");
    }

    private List<String> findings(RunReport report) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    private void driveUntilResticWrites() {
        world.begin()
                .drive(j -> Invocations.of(j).all().stream()
                        .anyMatch(i -> i.kind() == Kind.RESTORE && i.runningSince() != null));
    }

    @Test
    void theVolumeIsWrittenOverAndASnapshotOfWhatItWasIsKept() {
        RunReport report = world.runToEnd();

        assertThat(report.failure()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsExactly(
                        "Pending", "FindingBackup", "CreatingSnapshot", "CreatingPVC", "Restore", "Verify", "Cleanup");
        assertThat(world.storage.madeVolumes).isZero();
        assertThat(world.workloads.volume.volumeId()).isEqualTo(World.SOURCE);
        assertThat(world.workloads.volume.use().reclaimPolicy()).isEqualTo("Retain");
        assertThat(world.workloads.claim.namespace()).isEqualTo("backup");
        String before = world.storage.keptSnapshots().get(0);
        assertThat(report.values())
                .containsEntry("pvc", "db")
                .containsEntry("volumeId", World.SOURCE)
                .containsEntry("snapshotBefore", before);
        assertThat(report.lines())
                .anyMatch(line ->
                        line.startsWith("Kept, as the volume was before: Cinder snapshot before-restore-shop-db-")
                                && line.endsWith("(" + before + ")"));
        world.assertNothingLeft();
        assertThat(world.workloads.keptObjects()).isEmpty();
    }

    @Test
    void aVolumeInUseIsNotTouched() {
        world.workloads.pods.put("shop/db", List.of("db-0", "job-x"));
        world.storage.setStatus(World.SOURCE, "in-use");

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .satisfiesExactly(
                        pods -> assertThat(pods)
                                .isEqualTo("PVC shop/db is used by pods db-0, job-x, so it is not restored in place."),
                        state -> assertThat(state).contains("is in state 'in-use'"));
        assertThat(world.calls.changes()).isEmpty();
    }

    @Test
    void aVolumeThatANodeHasNotLetGoYetIsWaitedFor() {
        world.storage.setStatus(World.SOURCE, "detaching");
        world.begin();
        while (world.since(ManualTicker.START).compareTo(Duration.ofSeconds(30)) < 0) {
            world.ticker.advance(((Outcome.Again) world.engine.advance(world.journal)).after());
        }
        assertThat(world.journal.phase().label()).isEqualTo("Pending");
        world.storage.setStatus(World.SOURCE, "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void whatIsWaitedForIsToldWithTheEndOfTheWaitAndWhatHelps() {
        world.storage.setStatus(World.SOURCE, "in-use");
        world.begin().drive(j -> world.elapsed().compareTo(Duration.ofSeconds(30)) >= 0);

        assertThat(world.notes())
                .contains(
                        "Waiting: Cinder volume " + World.SOURCE
                                + " of PVC shop/db is in state 'in-use', and is written over only while it is 'available' and attached to no node."
                                + " (stop what uses it, and wait until the node has let it go; until 2026-01-31T02:10:00Z at most, `to.timeout`)");
    }

    @Test
    void aDryRunWaitsForNothingAndSaysWhatARunWouldWaitFor() {
        world.plan.dryRun = true;
        world.storage.setStatus(World.SOURCE, "in-use");

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("is in state 'in-use'");
        assertThat(report.failure().findings().get(0).hints())
                .containsExactly(
                        "stop what uses it, and wait until the node has let it go",
                        "a run waits for it: up to 600 s (`to.timeout`)");
        assertThat(world.elapsed()).isZero();
    }

    @Test
    void aPodThatAppearsBeforeResticBeginsKeepsItFromBeginning() {
        world.begin().drive(j -> j.phase().label().equals("CreatingPVC"));
        world.workloads.pods.put("shop/db", List.of("db-0"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .containsExactly("PVC shop/db is used by pod db-0, so it is not restored in place.");
        assertThat(world.workloads.jobs).doesNotContainKey(Kind.RESTORE);
        world.assertNothingLeft();
        assertThat(world.storage.keptSnapshots()).hasSize(1);
    }

    @Test
    void aPvcThatIsMadeAnewBeforeResticBeginsIsNotSaidToBeRestored() {
        world.begin().drive(j -> j.phase().label().equals("CreatingPVC"));
        world.makeClaimAnew("another");

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .containsExactly("PVC shop/db has Cinder volume another by now, and had " + World.SOURCE
                        + " when this restore began: it was deleted and made anew meanwhile.");
        assertThat(report.values()).containsEntry("pvc", null);
        assertThat(world.workloads.jobs).doesNotContainKey(Kind.RESTORE);
        world.assertNothingLeft();
    }

    @Test
    void aPvcThatIsMadeAnewWhileResticWritesIsNotSaidToBeRestored() {
        driveUntilResticWrites();
        world.makeClaimAnew("another");

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("has Cinder volume another by now");
        assertThat(report.values()).containsEntry("pvc", null).containsEntry("volumeId", World.SOURCE);
        world.assertNothingLeft();
    }

    @Test
    void aPodThatAppearsMeanwhileEndsResticAndTheWayBackIsNamed() {
        world.workloads.script(Kind.RESTORE, ResticScript.success(Kind.RESTORE).running(Duration.ofMinutes(5)));
        driveUntilResticWrites();
        world.workloads.pods.put("shop/db", List.of("db-0"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .satisfiesExactly(
                        pods -> assertThat(pods).contains("is used by pod db-0"),
                        back -> assertThat(back)
                                .startsWith(
                                        "PVC shop/db may be restored in part: do not use it. What it was before is Cinder snapshot before-restore-shop-db-")
                                .contains(world.storage.keptSnapshots().get(0)));
        world.assertNothingLeft();
    }

    @Test
    void aPodThatAppearsAfterTheLastLookMakesItUnstable() {
        driveUntilResticWrites();
        world.workloads.pods.put("shop/db", List.of("db-0"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .containsExactly(
                        "PVC shop/db was given to db-0 while restic was writing, or right after: start what runs there again, for it may have read files of two times.");
        world.assertNothingLeft();
    }

    @Test
    void aFailedRestoreNamesTheWayBack() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(1, "ignoring error for /data/a: no such file\nFatal: There were 1 errors\n"));

        RunReport report = world.runToEnd();

        assertThat(findings(report)).hasSize(2).anyMatch(message -> message.contains("may be restored in part"));
        assertThat(report.values()).containsEntry("pvc", null);
        assertThat(world.storage.keptSnapshots()).hasSize(1);
        world.assertNothingLeft();
    }

    @Test
    void aLockThatIsNeverLetGoLeavesTheVolumeAsItWasAndDoesNotSayOtherwise() {
        world.workloads.script(Kind.RESTORE, Collections.nCopies(200, LOCKED).toArray(ResticScript[]::new));

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("was locked by somebody else");
        assertThat(report.lines()).noneMatch(line -> line.contains("in part"));
    }

    @Test
    void aJobThatIsRefusedLeavesTheVolumeAsItWasAndDoesNotSayOtherwise() {
        world.begin().drive(j -> j.phase().equals(RestoreOperation.RESTORE));
        world.calls.refuseAlways("createJob", PermanentException.of("exceeded quota: pods", "raise it"));

        RunReport report = world.runToEnd();

        assertThat(findings(report)).containsExactly("exceeded quota: pods");
        assertThat(report.lines()).noneMatch(line -> line.contains("in part"));
    }

    @Test
    void aRepositoryThatDoesNotOpenLeavesTheVolumeAsItWasAndDoesNotSayOtherwise() {
        world.workloads.script(Kind.RESTORE, ResticScript.exitError(12, "wrong password or no key found"));

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("password");
        assertThat(report.lines()).noneMatch(line -> line.contains("in part"));
    }

    @Test
    void aJobWhoseCreationWasNotAnsweredMayHaveWritten() {
        world.workloads.script(Kind.RESTORE, ResticScript.success(Kind.RESTORE).running(Duration.ofMinutes(5)));
        world.begin().drive(j -> j.phase().equals(RestoreOperation.RESTORE));
        world.calls.loseAnswer("createJob");
        world.drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));
        world.workloads.pods.put("shop/db", List.of("db-0"));

        assertThat(findings(world.runToEnd())).anyMatch(message -> message.contains("may be restored in part"));
    }

    @Test
    void aJobWhoseCreationWasNotAnsweredIsFoundAlsoWhereTheServerIsAwayThen() {
        driveUntilItsJobIsThereUnknown(Errors.busy(Duration.ofSeconds(1)));
        // By its pod
        world.storage.setStatus(World.SOURCE, "in-use");
        world.drive(j ->
                Invocations.of(j).all().stream().anyMatch(i -> i.kind() == Kind.RESTORE && i.runningSince() != null));
        world.storage.setStatus(World.SOURCE, "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aJobWhoseCreationWasNotAnsweredMayHaveWrittenAlsoWhereAnotherCallIsRefused() {
        driveUntilItsJobIsThereUnknown(PermanentException.of("exceeded quota: jobs", "raise it"));

        assertThat(findings(world.runToEnd()))
                .satisfiesExactly(
                        quota -> assertThat(quota).isEqualTo("exceeded quota: jobs"),
                        back -> assertThat(back).startsWith("PVC shop/db may be restored in part: do not use it."));
        world.assertNothingLeft();
    }

    private void driveUntilItsJobIsThereUnknown(RuntimeException next) {
        world.begin().drive(j -> j.phase().equals(RestoreOperation.RESTORE));
        world.calls.loseAnswer("createJob");
        world.calls.refuse("createJob", 1, next);
        world.drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));
    }

    @Test
    void afterALockTheVolumeIsLookedAtAgainBeforeTheNextJob() {
        driveUntilLocked();
        world.storage.setStatus(World.SOURCE, "in-use");

        RunReport report = world.runToEnd();

        assertThat(findings(report)).singleElement().asString().contains("is in state 'in-use'");
        assertThat(world.calls.log("createJob"))
                .filteredOn("createJob restore"::equals)
                .hasSize(1);
        world.storage.setStatus(World.SOURCE, "available");
        world.assertNothingLeft();
    }

    @Test
    void afterALockAVolumeThatItsNodeHasNotLetGoYetIsWaitedFor() {
        driveUntilLocked();
        world.storage.setStatus(World.SOURCE, "detaching");
        world.drive(j -> world.since(ManualTicker.START).compareTo(Duration.ofMinutes(2)) > 0);
        world.storage.setStatus(World.SOURCE, "available");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    private void driveUntilLocked() {
        world.workloads.script(Kind.RESTORE, LOCKED);
        world.begin()
                .drive(j -> Invocations.of(j).all().stream()
                        .anyMatch(i -> i.kind() == Kind.RESTORE && i.verdict() == ResticVerdict.LOCKED));
    }

    @Test
    void aRestoreThatIsNotWholeIsSaidToBeUnusableAndTheWayBackIsNamed() {
        world.workloads.script(
                Kind.STATS,
                ResticScript.exit(0, "{\"total_size\":4096000,\"total_file_count\":600,\"snapshots_count\":1}\n"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .satisfiesExactly(
                        notWhole -> assertThat(notWhole).startsWith("The restore is not whole: restic has restored 6"),
                        back -> assertThat(back)
                                .startsWith("PVC shop/db may be restored in part: do not use it.")
                                .contains(world.storage.keptSnapshots().get(0)));
        assertThat(report.values()).containsEntry("pvc", null).containsEntry("files", null);
        assertThat(report.lines()).anyMatch(line -> line.contains("may be restored in part: do not use it"));
        world.assertNothingLeft();
    }

    @Test
    void anAbortWhileResticWritesSaysThatTheVolumeIsNotWhole() {
        driveUntilResticWrites();
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(report.lines()).anyMatch(line -> line.contains("may be restored in part: do not use it"));
        world.assertNothingLeft();
    }

    @Test
    void anOldResticThatStumblesOverWhatIsThereIsRefusedBeforeItWritesAnything() {
        world.plan.restore.scope = new RestoreScope(List.of(), List.of(), true);
        world.workloads.script(Kind.RESTORE, ResticScript.exit(1, "unknown flag: --overwrite\n"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .singleElement()
                .asString()
                .startsWith("This restic is too old to restore over files that are there, so it has not begun.");
        assertThat(report.lines()).noneMatch(line -> line.contains("in part"));
    }

    @Test
    void aPvcThatIsSmallerThanTheBackedUpVolumeIsRefused() {
        world.workloads.script(
                Kind.LIST,
                ResticScript.exit(
                        0,
                        "["
                                + ResticScript.listed(ResticScript.RESTORED, "src:apps/shop/db", "2026-01-30T02:00:00Z")
                                        .replace("size=10Gi", "size=20Gi")
                                + "]\n"));

        assertThat(findings(world.runToEnd()))
                .containsExactly("PVC shop/db has 10.0 GiB, and the backed-up volume had 20.0 GiB.");
        assertThat(world.storage.madeSnapshots).isZero();
    }

    @Test
    void theSnapshotFromBeforeIsNoBackupForAnyRetention() {
        world.runToEnd();

        String before = world.storage.keptSnapshots().get(0);
        assertThat(world.storage.mark(before).namePrefix()).isEqualTo("before-restore");
    }
}
