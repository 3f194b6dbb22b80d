package io.jenkins.plugins.cinderbackup.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.removal.RunOwner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOwnersTest {
    private static final RunId RUN = new RunId("0123456789abcdef");

    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private HeadlessRun build;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
        build = jenkins.job("nightly").build();
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private static RunJournal journal(String job, int number, Instant startedAt) {
        RunJournal any = FinishedRuns.fresh(RUN);
        return BackupOperation.OPERATION.begin(
                RUN,
                new Origin("jenkins", job, String.valueOf(number)),
                BackupFacts.plan(any),
                any.connections(),
                startedAt);
    }

    private static RunJournal journal(String job, int number) {
        return journal(job, number, Instant.now());
    }

    @Test
    void aBuildThatGoesOnKeepsItsRun() {
        assertThat(BuildOwners.of(journal("nightly", 1))).isEqualTo(RunOwner.GOES_ON);
    }

    @Test
    void itGoesOnWhoeverAsksAndMayNotSeeTheJob() {
        jenkins.deny(jenkins.job("nightly"), Item.READ);
        assertThat(BuildOwners.of(journal("nightly", 1)))
                .as("who may discover the job")
                .isEqualTo(RunOwner.GOES_ON);

        jenkins.deny(jenkins.job("nightly"), Item.DISCOVER);
        assertThat(BuildOwners.of(journal("nightly", 1))).as("who may not").isEqualTo(RunOwner.GOES_ON);
        assertThat(BuildOwners.build(journal("nightly", 1).origin())).isPresent();
    }

    @Test
    void aBuildThatIsOverDoesNot() {
        build.finish(Result.FAILURE);

        assertThat(BuildOwners.of(journal("nightly", 1))).isEqualTo(RunOwner.OVER);
    }

    @Test
    void neitherDoesABuildThatWasDeleted() {
        jenkins.job("nightly").delete(build);

        assertThat(BuildOwners.of(journal("nightly", 1))).isEqualTo(RunOwner.OVER);
    }

    @Test
    void whoseTheRunOfAMissingJobIsNobodyKnows() {
        assertThat(BuildOwners.of(journal("renamed", 1))).isEqualTo(RunOwner.UNKNOWN);
    }

    @Test
    void aJobThatWasMadeAnewIsNotTheOwner() {
        assertThat(BuildOwners.of(journal("nightly", 7)))
                .as("it never had this build")
                .isEqualTo(RunOwner.UNKNOWN);
        assertThat(BuildOwners.of(journal("nightly", 1, Instant.now().minus(Duration.ofDays(1)))))
                .as("its build began after the run")
                .isEqualTo(RunOwner.UNKNOWN);
    }

    /** The plugin's clock lags behind the machine's where that was set forward or was suspended since Jenkins has started. */
    @Test
    void aBuildThatShowsTheRunIsItsOwnerWhateverTheClocksSay() {
        RunJournal journal = journal("nightly", 1, Instant.now().minus(Duration.ofHours(1)));
        RunResultAction.show(build, new RunRecord(journal, UnaryOperator.identity(), Instant.now()));
        assertThat(BuildOwners.of(journal)).isEqualTo(RunOwner.GOES_ON);

        build.finish(Result.FAILURE);

        assertThat(BuildOwners.of(journal)).isEqualTo(RunOwner.OVER);
    }
}
