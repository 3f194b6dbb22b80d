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
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = world.arguments();
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
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
        assertThat(world.run(arguments("guard", Map.of("maxShrinkPercent", 100))))
                .containsEntry("result", "SUCCESS");
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
    }

    @Test
    void isComparedAlsoAfterTheControllerStartedAgain() throws Exception {
        world.loseMostFiles();
        world.restart();

        assertThat(world.run(world.arguments())).containsEntry("result", "UNSTABLE");
    }

    @Test
    void failOnUnstableFailsTheStep() throws Exception {
        world.loseMostFiles();
        HeadlessRun build = world.build();

        Throwable failure =
                world.start(arguments("failOnUnstable", true), build).failure(LONG);

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

    @Test
    void aBackupWithGapsIsNothingToCompareWith() throws Exception {
        world.loseMostFiles();
        world.makeOneFileUnreadable();
        assertThat(world.run(arguments("guard", Map.of("maxShrinkPercent", 100))))
                .containsEntry("result", "UNSTABLE");
        world.site.kubernetes().node().program(LocalRestic.program());

        assertThat(world.run(world.arguments()).get("warnings").toString()).contains("has shrunk");
    }

    @Test
    void isComparedWhicheverJobBacksItUp() throws Exception {
        world.loseMostFiles();
        Map<String, Object> keepOne = arguments("retention", Map.of("keepLast", 1));

        HeadlessStep step = world.start(keepOne, world.jenkins.job("renamed").build());

        assertThat(((Map<?, ?>) step.await(LONG)).get("result")).isEqualTo("UNSTABLE");
        assertThat(new StepRepository(world).ids())
                .as("no good backup is removed")
                .hasSize(2);
    }

    @Test
    void anotherSourceInAJobOfThatNameHasItsOwnFirstBackup() throws Exception {
        Path small = Files.createDirectory(world.temp.resolve("small"));
        Files.writeString(small.resolve("one"), "1");
        world.site.addSource("shop", "cache", 1, small);

        assertThat(world.run(arguments("pvc", "cache"))).containsEntry("result", "SUCCESS");
    }

    /** As a new job that has the name of a deleted one. */
    @Test
    void anotherRepositoryInAJobOfThatNameHasItsOwnFirstBackup() throws Exception {
        world.loseMostFiles();
        Map<String, Object> elsewhere = world.repository();
        elsewhere.put("url", world.site.repositories().url("elsewhere"));

        assertThat(world.run(arguments("repository", elsewhere))).containsEntry("result", "SUCCESS");
    }

    @Test
    void twoStepsWithDifferentPathsAreComparedEachWithItself() throws Exception {
        Files.writeString(Files.createDirectory(world.content.resolve("conf")).resolve("app.conf"), "a = 1\n");
        Map<String, Object> part = arguments("paths", List.of("/conf"));
        for (int night = 0; night < 2; night++) {
            assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
            assertThat(world.run(part)).containsEntry("result", "SUCCESS");
        }
    }

    @Test
    void aRepositoryThatIsGoneIsNoticedWhicheverJobAndSourceComesFirst() throws Exception {
        Path small = Files.createDirectory(world.temp.resolve("small"));
        Files.writeString(small.resolve("one"), "1");
        world.site.addSource("shop", "cache", 1, small);
        world.site.repositories().wipe("shop");

        HeadlessStep step = world.start(
                arguments("pvc", "cache"), world.jenkins.job("weekly").build());

        assertThat(((Map<?, ?>) step.await(LONG)).get("warnings").toString())
                .contains("although this controller has backed up to it before");
    }

    @Test
    void aPercentageOutOfRangeIsRefusedBeforeAnythingIsCreated() throws Exception {
        HeadlessRun build = world.build();
        for (int wrong : List.of(0, -1, 101)) {
            assertThat(world.start(arguments("guard", Map.of("maxShrinkPercent", wrong)), build)
                            .failure(LONG))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining(
                            "guard.maxShrinkPercent is " + wrong + ": it must be a percentage from 1 to 100.");
        }
    }
}
