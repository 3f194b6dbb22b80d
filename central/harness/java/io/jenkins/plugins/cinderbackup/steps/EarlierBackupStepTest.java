package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which earlier backup the next one is compared with. */
@Timeout(120)
class EarlierBackupStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void backUpAWholeVolume() throws Exception {
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
    }

    @Test
    void isComparedAlsoAfterTheControllerStartedAgain() throws Exception {
        world.loseMostFiles();
        world.restart();

        assertThat(world.run(world.arguments())).containsEntry("result", "UNSTABLE");
    }

    @Test
    void aBackupWithGapsIsNothingToCompareWith() throws Exception {
        world.loseMostFiles();
        world.makeOneFileUnreadable();
        assertThat(world.run(world.arguments("guard", Map.of("maxShrinkPercent", 100))))
                .containsEntry("result", "UNSTABLE");
        world.site.kubernetes().node().program(LocalRestic.program());

        assertThat(world.run(world.arguments()).get("warnings").toString()).contains("has shrunk");
    }

    @Test
    void isComparedWhicheverJobBacksItUp() throws Exception {
        world.loseMostFiles();
        Map<String, Object> keepOne = world.arguments("retention", Map.of("keepLast", 1));

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

        assertThat(world.run(world.arguments("pvc", "cache"))).containsEntry("result", "SUCCESS");
    }

    @Test
    void anotherRepositoryInAJobOfThatNameHasItsOwnFirstBackup() throws Exception {
        world.loseMostFiles();
        Map<String, Object> elsewhere = world.repository();
        elsewhere.put("url", world.site.repositories().url("elsewhere"));

        assertThat(world.run(world.arguments("repository", elsewhere))).containsEntry("result", "SUCCESS");
    }

    @Test
    void twoStepsWithDifferentPathsAreComparedEachWithItself() throws Exception {
        Files.writeString(Files.createDirectory(world.content.resolve("conf")).resolve("app.conf"), "a = 1\n");
        Map<String, Object> part = world.arguments("paths", List.of("/conf"));
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
                world.arguments("pvc", "cache"), world.jenkins.job("weekly").build());

        assertThat(((Map<?, ?>) step.await(LONG)).get("warnings").toString())
                .contains("although this controller has backed up to it before");
    }
}
