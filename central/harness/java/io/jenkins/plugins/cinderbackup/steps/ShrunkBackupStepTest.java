package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job whose volume loses most of its files from one build to the next. */
@Timeout(120)
class ShrunkBackupStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void backUpAWholeVolume() throws Exception {
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
    }

    @Test
    void isUnstableAndSaysSoToTheConsoleThePageAndThePipeline() throws Exception {
        world.loseMostFiles();
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);

        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(returned.get("result")).isEqualTo("UNSTABLE");
        assertThat(returned.get("warnings").toString())
                .contains("has shrunk by more than 50 %", "2 files, ", "PVC shop/db had ");
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(step.consoleText()).contains("The backup has shrunk by more than 50 %");
        assertThat(build.getAction(RunResultAction.class)
                        .getRecord()
                        .getWarnings()
                        .toString())
                .contains("has shrunk");
        assertThat((String) returned.get("resticSnapshotId")).isNotEmpty();
    }

    @Test
    void staysUnstableNightAfterNightUntilSomebodySaysThatItIsMeant() throws Exception {
        world.loseMostFiles();

        assertThat(world.run(world.arguments())).containsEntry("result", "UNSTABLE");
        assertThat(world.run(world.arguments())).containsEntry("result", "UNSTABLE");
        assertThat(world.run(world.arguments("guard", Map.of("maxShrinkPercent", 100))))
                .containsEntry("result", "SUCCESS");
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
    }

    @Test
    void failOnUnstableFailsTheStep() throws Exception {
        world.loseMostFiles();
        HeadlessRun build = world.build();

        Throwable failure =
                world.start(world.arguments("failOnUnstable", true), build).failure(LONG);

        assertThat(failure).isInstanceOf(AbortException.class).hasMessageContaining("has shrunk by more than 50 %");
        assertThat(build.getAction(RunResultAction.class).getRecord().getResult())
                .isEqualTo(RunResult.UNSTABLE);
        assertThat(world.run(world.arguments())).containsEntry("result", "UNSTABLE");
    }

    @Test
    void aFreestyleBuildOfThatJobIsUnstableToo() throws Exception {
        world.loseMostFiles();
        HeadlessBuild build = new HeadlessProject("nightly").build(Map.of());

        assertThat(Describables.make(CinderSnapshotBackupBuilder.class, Map.of("step", world.arguments()))
                        .perform(build, null, build.listener()))
                .isTrue();

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(build.consoleText()).contains("has shrunk by more than 50 %");
    }

    /** As a new job that has the name of a deleted one. */
    @Test
    void aPercentageOutOfRangeIsRefusedBeforeAnythingIsCreated() throws Exception {
        HeadlessRun build = world.build();
        for (int wrong : List.of(0, -1, 101)) {
            assertThat(world.start(world.arguments("guard", Map.of("maxShrinkPercent", wrong)), build)
                            .failure(LONG))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining(
                            "guard.maxShrinkPercent is " + wrong + ": it must be a percentage from 1 to 100.");
        }
    }
}
