package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the background removal does after a restart in the middle of a step, and what it leaves alone. */
@Timeout(120)
class LeftBehindStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    /** By then no creating call is under way, whose lost answer would be looked for in the background for minutes. */
    private HeadlessStep startedUntilResticWorks(HeadlessRun build) {
        world.site.repositories().hold("shop");
        HeadlessStep step = world.start(world.arguments(), build);
        await().atMost(LONG)
                .until(() -> world.site.kubernetes().list("pods").stream()
                        .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running")));
        return step;
    }

    private void removeInTheBackground() {
        world.jenkins.extension(LeftoverRemoval.class).run();
    }

    @Test
    void aBuildThatDoesNotGoOnLeavesNothing() {
        HeadlessRun build = world.build();
        startedUntilResticWorks(build);
        world.restart();
        build.finish(Result.FAILURE);
        assertThat(world.leftovers()).isNotEmpty();

        removeInTheBackground();

        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(world.leftovers()).isEmpty();
        RunResultAction shown = build.getAction(RunResultAction.class);
        await().atMost(LONG).until(() -> shown.getView().getRemovedAt() != null);
        assertThat(shown.getView().getRecord().getObjects())
                .isNotEmpty()
                .allMatch(object -> object.getState().equals("removed"));
    }

    /** The credentials plugin puts it there for the build alone. */
    @Test
    void aBuildWhoseCredentialWasChosenByAParameterLeavesNothingEither() {
        HeadlessRun build = world.build();
        world.jenkins.choose(build, "CLOUD", "cloud");
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of("credentialsId", "${CLOUD}"))));
        startedUntilResticWorks(build);
        world.restart();
        world.jenkins.choose(build, "CLOUD", "cloud");
        build.finish(Result.FAILURE);
        assertThat(world.leftovers()).isNotEmpty();

        removeInTheBackground();

        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aBuildThatGoesOnLosesNothing() throws Exception {
        HeadlessStep step = startedUntilResticWorks(world.build());
        byte[] stored = step.store();
        world.restart();

        removeInTheBackground();
        step.resume(stored);
        removeInTheBackground();
        world.site.repositories().release("shop");

        assertThat(step.await(LONG))
                .isInstanceOfSatisfying(
                        Map.class, result -> assertThat(result.get("result")).isEqualTo("SUCCESS"));
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }
}
