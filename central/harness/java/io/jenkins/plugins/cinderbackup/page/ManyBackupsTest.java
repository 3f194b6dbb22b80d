package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a build that backs up many PVCs. */
class ManyBackupsTest {
    private static final int MANY = 50;

    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private HeadlessRun build;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
        build = jenkins.job("nightly").build();
        for (int i = 0; i < MANY; i++) {
            RunResultAction.show(build, Records.of(FinishedRuns.of("db-" + i)));
        }
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void theTrendSaysHowManySourcesThereAreBesidesThoseThatItShows() {
        BackupTrendAction trend = new BackupTrendAction(build.getParent());

        assertThat(trend.getTrends()).hasSize(BackupTrendAction.SOURCES);
        assertThat(trend.getSources()).isEqualTo(MANY);
    }

    @Test
    void theTrendIsOfBackupsAlone() {
        HeadlessRun other = jenkins.job("checks").build();
        RunResultAction.show(other, Records.of(FinishedRuns.check()));

        assertThat(new BackupTrendAction.Factory().createFor(other.getParent())).isEmpty();
        assertThat(new BackupTrendAction(other.getParent()).getSources()).isZero();
        assertThat(new RunPage.Factory().createFor(other)).hasSize(1);
    }

    @Test
    void thePageHasThemAllAndFewAreWorthALook() {
        RunPage page = new RunPage(build);

        assertThat(page.getRuns()).hasSize(MANY);
        assertThat(page.getRuns())
                .filteredOn(action -> action.getView().isNoteworthy())
                .isEmpty();
    }

    @Test
    void thePageShowsFiftyAtATimeAndFirstWhatHasFailed() {
        RunResultAction.show(build, Records.of(FinishedRuns.failed(RunId.random())));
        RunPage page = new RunPage(build);

        assertThat(page.rows(null).getRows())
                .hasSize(50)
                .first()
                .extracting(RunView::getOutcome)
                .isEqualTo("Failed");
        assertThat(page.rows("2").getRows())
                .singleElement()
                .extracting(RunView::getTitle)
                .asString()
                .contains("db-" + (MANY - 1));
    }

    @Test
    void theBuildsOwnPageHasAFewInShortAndFirstWhatHasFailed() {
        RunResultAction.show(build, Records.of(FinishedRuns.failed(RunId.random())));
        RunPage page = new RunPage(build);

        assertThat(page.getShown()).hasSize(10);
        assertThat(page.getShown().get(0).getOutcome()).isEqualTo("Failed");
        assertThat(page.getMore()).isEqualTo(MANY + 1 - 10);
    }

    @Test
    void aFewStayInTheirOrder() {
        HeadlessRun other = jenkins.job("few").build();
        RunResultAction.show(other, Records.of(FinishedRuns.of("db")));
        RunResultAction.show(other, Records.of(FinishedRuns.failed(RunId.random())));
        RunPage page = new RunPage(other);

        assertThat(page.rows(null).getRows())
                .extracting(view -> view.getRecord().getResult())
                .containsExactly(RunResult.SUCCESS, RunResult.FAILURE);
        assertThat(page.getShown()).hasSize(2);
        assertThat(page.getMore()).isZero();
    }
}
