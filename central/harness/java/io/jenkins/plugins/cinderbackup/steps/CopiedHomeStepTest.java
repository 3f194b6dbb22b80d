package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two controllers over one site, from copies of one home: the copy leaves the original's run alone, whichever way it comes upon it. */
@Timeout(120)
class CopiedHomeStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessStep step;
    private byte[] stored;

    /** A backup that is at work when its home is copied. */
    private Path copyInTheMiddle() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(1));
        step = world.start(world.arguments());
        await().atMost(LONG)
                .until(() ->
                        step.status().endsWith("CreatingPVC") || step.status().endsWith("Backup"));
        stored = step.store();
        BackupServices.stop();
        return world.copyHome(world.temp.resolve("copy"));
    }

    private void assertNothingIsChanged(List<String> before, int requests) {
        assertThat(names(world.leftovers())).containsExactlyInAnyOrderElementsOf(names(before));
        assertThat(world.site.openstack().requests().stream().skip(requests).map(SimRequest::method))
                .isSubsetOf("GET");
    }

    /** Without Cinder's states, which go on by themselves. */
    private static List<String> names(List<String> objects) {
        return objects.stream()
                .map(object -> object.replaceAll(" \\([a-z-]+\\)$", ""))
                .toList();
    }

    @Test
    void aPipelineInTheCopyDoesNotGoOnAndTheOriginalDoes() throws Exception {
        Path original = world.home;
        Path copy = copyInTheMiddle();
        List<String> before = world.leftovers();
        int requests = world.site.openstack().requests().size();

        world.restartIn(copy);
        step.resume(stored);
        world.jenkins.extension(LeftoverRemoval.class).run();

        await().atMost(LONG).until(() -> step.consoleText().contains("this Jenkins home may be a copy"));
        assertThat(step.status()).contains("waits");
        assertThat(BackupServices.get().removal().doubtsHome()).isTrue();
        assertNothingIsChanged(before, requests);

        world.restartIn(original);
        step.resume(stored);
        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(world.leftovers()).singleElement().asString().startsWith("Cinder snapshot");
    }

    @Test
    void anAbortInTheCopyEndsTheStepAtOnceAndTouchesNothing() throws Exception {
        Path copy = copyInTheMiddle();
        List<String> before = world.leftovers();
        int requests = world.site.openstack().requests().size();
        world.restartIn(copy);
        step.resume(stored);
        await().atMost(LONG).until(() -> step.consoleText().contains("this Jenkins home may be a copy"));

        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(1))).isSameAs(STOP_BUTTON);
        assertNothingIsChanged(before, requests);
    }

    @Test
    void aPipelineInAHomeThatWasMovedGoesOnOnceAnAdministratorSaysThatItIsNoCopy() throws Exception {
        Path moved = copyInTheMiddle();
        world.restartIn(moved);
        step.resume(stored);
        await().atMost(LONG).until(() -> step.consoleText().contains("this Jenkins home may be a copy"));

        BackupServices.get().removal().trustHome();

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(step.timesOver()).isEqualTo(1);
    }
}
