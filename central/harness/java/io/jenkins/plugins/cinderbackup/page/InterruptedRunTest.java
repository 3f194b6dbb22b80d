package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.export.Exported;

/** What a build shows of a run whose process has died: the build has what was stored when the run began, the journal knows the rest. */
class InterruptedRunTest {
    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private HeadlessRun build;
    private final RunJournal journal = FinishedRuns.in(BackupOperation.BACKUP);
    private RunResultAction action;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
        build = jenkins.job("nightly").build();
        BackupServices.get().journals().save(journal);
        action = RunResultAction.show(build, Records.of(FinishedRuns.fresh(journal.run())));
    }

    @AfterEach
    void stop() {
        BackupServices.stop();
        jenkins.close();
    }

    @Test
    void itsPageShowsWhatTheJournalKnows() {
        build.finish(Result.FAILURE);

        assertThat(action.getView().getOutcome()).isEqualTo("Interrupted");
        assertThat(action.getView().getRecord().getPhase()).isEqualTo("Backup");
        assertThat(action.getView().getRecord().getPhases())
                .containsKeys("CreatingSnapshot", "CreatingVolume", "CreatingPVC");
        assertThat(action.getView().getRecord().getObjects())
                .extracting(CreatedObject::getKind)
                .contains("Cinder snapshot", "Cinder volume", "PersistentVolumeClaim");
    }

    @Test
    void theRemoteApiSaysThatItWasAborted() throws Exception {
        assertThat(RunRecord.class
                        .getMethod("getKnownResult")
                        .getAnnotation(Exported.class)
                        .name())
                .isEqualTo("result");
        assertThat(action.getRecord().getKnownResult())
                .as("while the build goes on")
                .isNull();
        build.finish(Result.FAILURE);

        assertThat(action.getRecord().getKnownResult()).isEqualTo(RunResult.ABORTED);
        action.removed(journal, Instant.now());
        assertThat(action.getRecord().getKnownResult())
                .as("once it was removed")
                .isEqualTo(RunResult.ABORTED);
        assertThat(action.getView().getOutcome()).isEqualTo("Interrupted");
    }

    @Test
    void whatWasStoredIsShownWhereTheJournalCannotBeRead() throws Exception {
        build.finish(Result.FAILURE);
        Files.writeString(home.resolve("cinder-snapshot-backup/journals/" + journal.run() + ".json"), "{");

        assertThat(action.getView().getOutcome()).isEqualTo("Interrupted");
        assertThat(action.getView().getRecord().getPhase()).isEqualTo("Pending");
    }

    @Test
    void aBuildThatIsGoingToBeResumedIsNotInterrupted() {
        assertThat(action.getView().isRunning()).isTrue();
        assertThat(action.getView().getRecord().getPhase()).isEqualTo("Pending");
    }
}
