package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A build that cannot be saved, since an action of another plugin throws: its step ends all the same, and nothing is left. */
@Timeout(180)
class UnsavableBuildStepTest {
    private static final RuntimeException ANOTHER_PLUGINS = new IllegalStateException("no such descriptor");
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void theBackupIsMadeItsStepSucceedsAndItsJournalIsForgottenInTheBackground() throws Exception {
        HeadlessRun build = world.build();
        build.cannotBeSaved(ANOTHER_PLUGINS);

        HeadlessStep step = world.start(world.arguments(), build);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(build.getAction(RunResultAction.class).getRecord().isOver()).isTrue();
        assertThat(BackupServices.get().journals().runs())
                .as("what the build has not stored")
                .hasSize(1);
        world.jenkins.extension(LeftoverRemoval.class).run();
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(world.leftovers()).singleElement().asString().startsWith("Cinder snapshot");
    }

    @Test
    void aStepWhoseCallHangsEndsAtItsSecondAbortAndTheBackgroundGetsTheRun() throws Exception {
        world.site
                .openstack()
                .fail(Fault.on("POST", "/snapshots$").does(new Fault.Hang()).always());
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        await().atMost(LONG)
                .until(() ->
                        !world.site.openstack().requests("POST", "/snapshots").isEmpty());
        build.cannotBeSaved(ANOTHER_PLUGINS);

        step.stop(STOP_BUTTON);
        step.stop(STOP_BUTTON);

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        build.finish(Result.ABORTED);
        world.jenkins.extension(LeftoverRemoval.class).run();
        await().atMost(LONG)
                .until(() -> !BackupServices.get().removal().pending().isEmpty());
        assertThat(build.getAction(RunResultAction.class).getInterruption()).contains("aborted twice");
    }
}
