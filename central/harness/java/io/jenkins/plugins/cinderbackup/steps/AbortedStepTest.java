package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stops a step: an abort, a second one, and a restart of the controller. */
@Timeout(120)
class AbortedStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void anAbortEndsAfterTheCleanUpWithItsOwnCause() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        awaitStatus(step, "CreatingSnapshot");

        step.stop(STOP_BUTTON);

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        assertThat(build.getAction(RunResultAction.class).getRecord().getResult())
                .isEqualTo(RunResult.ABORTED);
        assertThat(step.consoleText()).contains("Aborting: Aborted by alice", "Aborted after");
        assertThat(world.leftovers()).isEmpty();
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void aSecondAbortEndsAtOnceAlsoWhileACallHangsAndTheJournalStays() throws Exception {
        world.site
                .openstack()
                .fail(Fault.on("POST", "/snapshots$").does(new Fault.Hang()).always());
        HeadlessStep step = world.start(world.arguments());
        await().until(() ->
                !world.site.openstack().requests("POST", "/snapshots").isEmpty());

        step.stop(STOP_BUTTON);
        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(2))).isSameAs(STOP_BUTTON);
        assertThat(BackupServices.get().journals().runs()).hasSize(1);
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void aHardKillOfTheBuildAbortsTheRunThoughNobodyTellsTheStep() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        awaitStatus(step, "CreatingSnapshot");

        build.finish(Result.ABORTED);

        RunResultAction action = build.getAction(RunResultAction.class);
        await().atMost(LONG).until(() -> action.getRecord().isOver());
        assertThat(action.getRecord().getResult()).isEqualTo(RunResult.ABORTED);
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aBuildThatIsKilledAndDeletedDoesNotComeBackWhenItsRunEnds() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        awaitStatus(step, "CreatingSnapshot");

        build.finish(Result.ABORTED);
        build.delete();

        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(build.getRootDir()).doesNotExist();
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aRestartInTheMiddleGoesOnAndCreatesNothingTwice() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessStep step = world.start(world.arguments());
        awaitStatus(step, "CreatingSnapshot");
        await().until(() -> !world.site.openstack().snapshots().isEmpty());
        byte[] stored = step.store();
        world.restart();
        world.site.openstack().transition(Duration.ofMillis(100));

        step.resume(stored);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(step.consoleText()).contains("Going on after a restart, in CreatingSnapshot");
        assertThat(world.leftovers()).hasSize(1);
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void anAbortThatARestartOvertakesIsStillAnAbort() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessStep step = world.start(world.arguments());
        awaitStatus(step, "CreatingSnapshot");
        step.stop(STOP_BUTTON);
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);

        assertThat(step.failure(LONG))
                .isInstanceOf(FlowInterruptedException.class)
                .hasMessage(STOP_BUTTON.getMessage());
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aJournalThatIsGoneAfterARestartIsSaidClearly() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessStep step = world.start(world.arguments());
        awaitStatus(step, "CreatingSnapshot");
        byte[] stored = step.store();
        world.restart();
        BackupServices.get().journals().runs().forEach(BackupServices.get().journals()::remove);

        step.resume(stored);

        assertThat(step.failure(LONG))
                .hasMessageContaining("The journal of run")
                .hasMessageContaining("cannot go on");
    }

    private static void awaitStatus(HeadlessStep step, String phase) {
        await().atMost(LONG).until(() -> step.status() != null && step.status().endsWith(phase));
    }
}
