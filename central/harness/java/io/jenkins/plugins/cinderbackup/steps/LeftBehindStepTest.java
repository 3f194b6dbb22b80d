package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.run.BackupResultAction;
import io.jenkins.plugins.cinderbackup.run.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the background removal does after a restart in the middle of a step, and what it leaves alone. */
@Timeout(120)
class LeftBehindStepTest {
    @TempDir
    private Path temp;

    private StepWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new StepWorld(temp);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private HeadlessStep startedUntilItHasAVolume(HeadlessRun build) {
        world.site.openstack().transition(Duration.ofSeconds(1));
        HeadlessStep step = world.start(world.arguments(), build);
        await().atMost(LONG).until(() -> step.status().endsWith("CreatingPVC") || step.status().endsWith("Backup"));
        return step;
    }

    private void removeInTheBackground() {
        world.jenkins.extension(LeftoverRemoval.class).run();
    }

    @Test
    void aBuildThatDoesNotGoOnLeavesNothing() {
        HeadlessRun build = world.build();
        startedUntilItHasAVolume(build);
        world.restart();
        build.finish(Result.FAILURE);
        assertThat(world.leftovers()).isNotEmpty();

        removeInTheBackground();

        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(world.leftovers()).isEmpty();
        BackupResultAction shown = build.getAction(BackupResultAction.class);
        await().atMost(LONG).until(() -> shown.getView().getRemovedAt() != null);
        assertThat(shown.getView().getBackup().getObjects()).isNotEmpty().allMatch(object -> object.getState().equals("removed"));
    }

    @Test
    void aBuildThatGoesOnLosesNothing() throws Exception {
        HeadlessStep step = startedUntilItHasAVolume(world.build());
        byte[] stored = step.store();
        world.restart();

        removeInTheBackground();
        step.resume(stored);
        removeInTheBackground();

        assertThat(step.await(LONG)).isInstanceOfSatisfying(Map.class, result -> assertThat(result.get("result")).isEqualTo("SUCCESS"));
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }
}
