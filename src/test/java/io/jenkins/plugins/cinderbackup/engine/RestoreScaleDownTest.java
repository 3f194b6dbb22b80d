package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore in place that scales the workloads down which use the volume: whatever becomes of it, they are what they were in the end. */
class RestoreScaleDownTest {
    private static final Workload DATABASE = new Workload(ResourceKind.STATEFUL_SET, "shop", "db");
    private static final Workload WEB = new Workload(ResourceKind.DEPLOYMENT, "shop", "web");

    private final World world = new World();

    @BeforeEach
    void restoreInPlace() {
        RestoreCrashes.scalesDown(world);
    }

    private List<String> findings(RunReport report) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    private void assertAllAsBefore() {
        world.assertNothingLeft();
        assertThat(world.workloads.scaled.replicas(DATABASE)).isEqualTo(1);
        assertThat(world.workloads.scaled.replicas(WEB)).isEqualTo(3);
    }

    @Test
    void theyAreDownWhileResticWritesAndUpAfterwards() {
        world.begin().drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));
        assertThat(world.workloads.scaled.changed())
                .containsExactly("StatefulSet shop/db is at 0, was at 1", "Deployment shop/web is at 0, was at 3");

        RunReport report = world.runToEnd();

        assertThat(report.failure()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsSubsequence("FindingBackup", "ScalingDown", "CreatingSnapshot", "CreatingPVC", "Restore");
        assertThat(world.notes())
                .contains(
                        "StatefulSet shop/db is scaled to 0 from 1, and scaled back when the volume is free again",
                        "StatefulSet shop/db is scaled back to 1",
                        "Deployment shop/web is scaled back to 3");
        assertAllAsBefore();
    }

    @Test
    void nothingIsStoppedForABackupThatDoesNotExist() {
        world.workloads.script(Kind.LIST, ResticScript.exit(0, "[]\n"));

        findings(world.runToEnd());

        assertThat(world.calls.log("scale")).isEmpty();
    }

    @Test
    void theyAreScaledBackOnlyWhenTheVolumeHasNoPodOfOursAnyMore() {
        world.runToEnd();

        List<String> changes = world.calls.log().stream()
                .filter(call -> call.startsWith("delete") || call.endsWith(" to 1") || call.endsWith(" to 3"))
                .toList();
        assertThat(changes.indexOf("scale db to 1")).isGreaterThan(changes.indexOf("delete PERSISTENT_VOLUME"));
        assertThat(changes.indexOf("scale web to 3")).isGreaterThan(changes.indexOf("delete CLAIM"));
    }

    @Test
    void allThatIsWrongWithThemIsSaidAtOnce() {
        world.workloads.scaled.set(DATABASE, 0);
        world.workloads.scaled.remove(WEB);
        world.ticker.advance(Duration.ofSeconds(10));
        world.workloads.pods.put("shop/db", List.of("job-x"));

        List<String> findings = findings(world.runToEnd());

        assertThat(findings)
                .containsExactly(
                        "StatefulSet shop/db is at 0 replicas already, so nobody knows to what it is to be scaled back.",
                        "There is no Deployment shop/web.",
                        "PVC shop/db is used by pod job-x, so it is not restored in place.");
        assertThat(world.calls.changes()).isEmpty();
    }

    @Test
    void whatAnotherRestoreHasScaledDownIsScaledDownAgainWhenThatIsOver() {
        RunId other = new RunId("ffeeddccbbaa9988");
        world.queue.enter("volume " + World.SOURCE, other, true);
        world.workloads.scaled.set(DATABASE, 0);
        world.workloads.scaled.set(WEB, 0);
        world.begin().drive(j -> world.since(ManualTicker.START).compareTo(Duration.ofHours(3)) > 0);
        world.workloads.scaled.set(DATABASE, 1);
        world.workloads.scaled.set(WEB, 3);
        world.queue.leave(other);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertAllAsBefore();
    }

    @Test
    void aStatefulSetWhosePvcsWouldGoWithItsPodsIsNotScaledDown() {
        world.workloads.scaled.deleteClaimWhenScaled(DATABASE);

        assertThat(findings(world.runToEnd()))
                .containsExactly(
                        "StatefulSet shop/db has Kubernetes delete its PVCs when it is scaled down, which may be the one that is to be restored.");
        assertThat(world.calls.changes()).isEmpty();
        assertThat(world.workloads.scaled.deletedClaims).isEmpty();
    }

    @Test
    void oneThatIsToLoseItsPvcsSinceTheFirstLookIsNotScaledDownEither() {
        world.begin().drive(j -> j.phase().equals(RestoreOperation.SCALING_DOWN));
        world.workloads.scaled.deleteClaimWhenScaled(DATABASE);

        assertThat(findings(world.runToEnd())).singleElement().asString().contains("delete its PVCs");
        assertThat(world.workloads.scaled.deletedClaims).isEmpty();
        assertAllAsBefore();
    }

    @Test
    void aPvcThatIsMadeAnewWhileItIsWaitedForEndsTheRestoreAtOnce() {
        world.workloads.scaled.podEndTakes = Duration.ofMinutes(5);
        world.begin().drive(j -> world.workloads.scaled.replicas(WEB) == 0);
        world.makeClaimAnew("another");

        assertThat(findings(world.runToEnd())).singleElement().asString().contains("has Cinder volume another by now");
        assertThat(world.storage.madeSnapshots).isZero();
        assertAllAsBefore();
    }

    @Test
    void aFailedRestoreScalesThemBackAndSaysSoWithTheWayBack() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(1, "ignoring error for /data/a: no such file\nFatal: There were 1 errors\n"));

        RunReport report = world.runToEnd();

        assertThat(findings(report))
                .anySatisfy(
                        message -> assertThat(message)
                                .contains("may be restored in part: do not use it")
                                .contains(world.storage.keptSnapshots().get(0))
                                .endsWith(
                                        "What was scaled to 0 is scaled back all the same, so that it starts on this volume: StatefulSet shop/db, Deployment shop/web."));
        assertAllAsBefore();
    }

    @Test
    void anAbortWhileResticWritesScalesThemBack() {
        world.begin()
                .drive(j -> Invocations.of(j).all().stream()
                        .anyMatch(i -> i.kind() == Kind.RESTORE && i.runningSince() != null));
        world.engine.abort(world.journal, "stop button");

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.ABORTED);
        assertAllAsBefore();
    }

    @Test
    void aPodThatDoesNotEndIsWaitedForAsLongAsTheSettingSays() {
        world.workloads.scaled.podEndTakes = Duration.ofHours(1);

        List<String> findings = findings(world.runToEnd());

        assertThat(findings)
                .containsExactly(
                        "The volume of PVC shop/db was not free within 600 s after the workloads were scaled to 0");
        assertThat(world.storage.madeSnapshots).isZero();
        assertAllAsBefore();
    }

    @Test
    void aWorkloadThatIsScaledBackBySomebodyElseEndsTheRestore() {
        world.workloads.script(Kind.RESTORE, ResticScript.success(Kind.RESTORE).running(Duration.ofMinutes(5)));
        world.begin().drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));
        world.workloads.scaled.set(DATABASE, 2);

        RunReport report = world.runToEnd();

        assertThat(findings(report)).first().asString().contains("is used by pods db-0");
        assertThat(world.workloads.scaled.replicas(DATABASE)).isEqualTo(2);
        assertThat(world.warnings())
                .contains(
                        "StatefulSet shop/db was scaled to 2 by somebody else; it is left so. Before the restore it was 1.");
        assertThat(world.workloads.scaled.replicas(WEB)).isEqualTo(3);
    }

    @Test
    void aWorkloadThatIsGoneAtTheEndIsLeftGone() {
        world.begin().drive(j -> world.workloads.jobs.containsKey(Kind.RESTORE));
        world.workloads.scaled.remove(WEB);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.warnings())
                .containsExactly(
                        "Deployment shop/web was removed by somebody else while it was scaled to 0 from 3, so it is not scaled back.");
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void whatItWasIsWrittenDownBeforeItIsScaledDownAndStaysTheFirstNumber() {
        world.calls.loseAnswer("scale");
        world.begin().drive(j -> j.resource(ResourceKind.STATEFUL_SET, "db").isPresent());

        assertThat(world.workloads.scaled.replicas(DATABASE)).isZero();
        assertThat(world.journal.resource(ResourceKind.STATEFUL_SET, "db"))
                .get()
                .extracting(TrackedResource::replicas)
                .isEqualTo(1);
        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertAllAsBefore();
    }

    @Test
    void aCallThatIsCarriedOutAfterTheAbortIsUndoneInTheBackground() {
        world.calls.delayEffect("scale", Duration.ofMinutes(3));
        world.begin().drive(j -> j.resource(ResourceKind.STATEFUL_SET, "db").isPresent());
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.leftovers()).isEmpty();
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("StatefulSet shop/db, scaled to 0 from 1, may still become so"));
        world.removeInTheBackground();
        assertThat(world.calls.log("scale")).endsWith("scale db to 1");
        assertAllAsBefore();
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void aRefusalOfTheSecondCallHidesNothingThatTheFirstDoesLate() {
        world.calls.delayEffect("scale", Duration.ofMinutes(3));
        world.calls.refuse("scale", 1, PermanentException.of("Forbidden: update statefulsets/scale", "add it"));

        findings(world.runToEnd());
        world.removeInTheBackground();

        assertThat(world.calls.log("scale")).endsWith("scale db to 1");
        assertAllAsBefore();
    }

    @Test
    void aRefusedCallLeavesNothingToScaleBack() {
        world.calls.refuseAlways("scale", PermanentException.of("Forbidden: update statefulsets/scale", "add it"));

        assertThat(findings(world.runToEnd())).containsExactly("Forbidden: update statefulsets/scale");

        assertThat(world.store.runs()).isEmpty();
        assertAllAsBefore();
    }

    @Test
    void aWorkloadThatWasChangedInBetweenIsLookedAtAnew() {
        world.calls.refuse("scale", 1, TransientException.notCarriedOut("the object has been modified", null, null));
        world.begin().drive(j -> !world.calls.log("scale").isEmpty());
        world.workloads.scaled.set(DATABASE, 5);

        world.runToEnd();

        assertThat(world.workloads.scaled.replicas(DATABASE)).isEqualTo(5);
    }

    @Test
    void aDryRunSaysWhichAndScalesNothing() {
        world.plan.dryRun = true;

        world.runToEnd();

        assertThat(world.notes()).contains("scale StatefulSet shop/db to 0 until the volume is free again");
        assertThat(world.calls.log("scale")).isEmpty();
    }

    @Test
    void whatCannotBeScaledBackIsNamedAndTheBackgroundDoesIt() {
        world.driveTo(Cleanup.ID);
        world.calls.refuseAlways("scale", PermanentException.of("Forbidden: update statefulsets/scale", "add it"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.leftovers())
                .contains("StatefulSet shop/db, scaled to 0 from 1: Forbidden: update statefulsets/scale");
        assertThat(world.notes())
                .anyMatch(
                        note -> note.startsWith("Trying again to scale back StatefulSet shop/db, scaled to 0 from 1:"));
        world.calls.mend("scale");
        world.removeInTheBackground();
        assertAllAsBefore();
    }
}
