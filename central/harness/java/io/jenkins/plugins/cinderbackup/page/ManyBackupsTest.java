package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
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
}
