package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What one backup that goes well shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SuccessfulStepTest {
    private final StepWorld world = new StepWorld();
    private HeadlessRun build;
    private HeadlessStep step;
    private Map<String, Object> returned;

    @BeforeAll
    @SuppressWarnings("unchecked")
    void backUp() throws Exception {
        world.open();
        world.site.repositories().wipe("shop");
        build = world.build();
        step = world.start(world.arguments(), build);
        returned = (Map<String, Object>) step.await(LONG);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    void returnsWhatThePipelineMayUse() {
        assertThat(returned.keySet())
                .containsExactly(
                        "result",
                        "resticSnapshotId",
                        "cinderSnapshotId",
                        "cinderSnapshotName",
                        "volumeId",
                        "filesNew",
                        "filesChanged",
                        "filesUnmodified",
                        "bytesProcessed",
                        "bytesAdded",
                        "durationMillis",
                        "phases",
                        "warnings",
                        "leftovers");
        assertThat(returned).containsEntry("result", "SUCCESS").containsEntry("volumeId", world.volume);
        assertThat((Long) returned.get("filesNew")).isGreaterThanOrEqualTo(StepWorld.FILES);
        assertThat((String) returned.get("cinderSnapshotName")).startsWith("backup-shop-db-");
        assertThat(((Map<?, ?>) returned.get("phases")).keySet().stream().map(Object::toString))
                .startsWith("Pending", "CreatingSnapshot", "CreatingVolume", "CreatingPVC", "Backup");
        assertThat(returned.values())
                .allSatisfy(
                        value -> assertThat(value).isInstanceOfAny(Long.class, String.class, List.class, Map.class));
        assertThat(world.leftovers()).hasSize(1).first().asString().contains((String)
                returned.get("cinderSnapshotName"));
    }

    @Test
    void tellsTheStoryOnTheConsole() {
        assertThat(step.consoleText().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("[cinder-backup shop/db] "));
        assertThat(step.consoleText())
                .contains(
                        "Backing up PVC shop/db",
                        "CreatingSnapshot",
                        "CreatingVolume",
                        "CreatingPVC",
                        "Backup",
                        "Cleanup",
                        "Succeeded after")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void keepsTheResultWithTheBuildAndForgetsTheJournal() throws Exception {
        RunResultAction action = build.getAction(RunResultAction.class);
        assertThat(action.getRecord().getResult()).isEqualTo(RunResult.SUCCESS);
        assertThat(action.getRecord().getSubject()).isEqualTo("PVC shop/db");
        assertThat(journals()).isEmpty();
    }

    @Test
    void warnsThatItMadeTheRepositoryAndSucceedsAllTheSame() {
        RunResultAction action = build.getAction(RunResultAction.class);
        assertThat(action.getRecord().getWarnings()).singleElement().asString().contains("so it was initialised");
        assertThat(action.getRecord().getNotes()).noneMatch(note -> note.contains("initialised"));
        assertThat(returned.get("warnings")).isEqualTo(action.getRecord().getWarnings());
    }

    @Test
    void aStepUsesTheCredentialsOfItsBuildAndSaysSo() {
        assertThat(world.jenkins.uses()).allMatch(use -> use.run() == build);
        assertThat(world.jenkins.uses().stream()
                        .map(use -> ((IdCredentials) use.credential()).getId())
                        .distinct())
                .containsExactlyInAnyOrder("cloud", "cluster", "restic-password", "backup-server");
    }

    private List<Path> journals() throws Exception {
        try (var files = Files.list(world.home.resolve("cinder-snapshot-backup/journals"))) {
            return files.toList();
        }
    }
}
