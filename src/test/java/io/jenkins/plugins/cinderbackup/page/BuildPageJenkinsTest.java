package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages of builds and jobs as a browser gets them from a real Jenkins. */
@WithJenkins
class BuildPageJenkinsTest {
    private static final String HOSTILE =
            "<script>document.title='seized'</script>\"><img src=x onerror=alert(1)> Ünïcödé 数据库";

    @Test
    void theBuildHasASummaryAndAPageWithItsBackup(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = buildWith(jenkins, Records.of(FinishedRuns.successful()));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage summary = browser.getPage(build);
            assertThat(summary.asNormalizedText())
                    .contains("PVC shop/db → s3:https://s3.example.com/backups", "Succeeded");
            HtmlPage page = summary.getAnchorByText("Cinder Backup").click();
            assertThat(page.asNormalizedText())
                    .contains("CreatingSnapshot", "restic snapshot", "Cinder snapshot, kept", "removed");
            assertThat(count(page, "//*[contains(@class, 'cinder-backup-bar--done')]"))
                    .isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aBuildWithManyRunsShowsThemPageByPageAndAFewInShort(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = buildWith(jenkins, Records.of(FinishedRuns.of("db-0")));
        for (int i = 1; i < 60; i++) {
            build.addAction(new RunResultAction(Records.of(FinishedRuns.of("db-" + i))));
        }

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(build).asNormalizedText())
                    .contains("PVC shop/db-9 ", "and 50 more")
                    .doesNotContain("PVC shop/db-10 ");
            HtmlPage first = browser.getPage(build, RunPage.URL);
            assertThat(count(first, "//details[contains(@class, 'cinder-backup')]"))
                    .isEqualTo(50);
            HtmlPage second = first.getAnchorByText("Next").click();
            assertThat(second.asNormalizedText()).contains("PVC shop/db-59", "Page 2 of 2, 60 in all");
        }
    }

    @Test
    void whatAServerSaysIsTextOnEachPage(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = buildWith(jenkins, Records.of(FinishedRuns.refused(HOSTILE)));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build, RunPage.URL);
            assertThat(page.asNormalizedText()).contains(HOSTILE);
            assertThat(page.getTitleText()).doesNotContain("seized");
            assertThat(count(page, "//img[@onerror]")).isZero();
        }
    }

    @Test
    void aRunThatNoBuildGoesOnWithIsShownAsInterruptedAlsoAfterALoad(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = buildWith(jenkins, Records.of(FinishedRuns.in(BackupOperation.BACKUP)));
        jenkins.jenkins.reload();
        FreeStyleBuild loaded = jenkins.jenkins
                .getItemByFullName(build.getParent().getFullName(), FreeStyleProject.class)
                .getLastBuild();

        RunRecord stored = loaded.getAction(RunResultAction.class).getRecord();
        assertThat(stored.getObjects()).isNotEmpty();
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(loaded, RunPage.URL).asNormalizedText())
                    .contains("Interrupted", "removed in the background");
        }
    }

    @Test
    void theRemoteApiOfTheBuildHasTheBackup(JenkinsRule jenkins) throws Exception {
        RunRecord backup = Records.of(FinishedRuns.successful());
        FreeStyleBuild build = buildWith(jenkins, backup);

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            String json = browser.getJSON(build.getUrl() + "api/json").getContentAsString();
            assertThat(json)
                    .contains(
                            "\"result\":\"SUCCESS\"",
                            "\"cinderSnapshotId\":\"" + backup.getValues().get("cinderSnapshotId") + "\"",
                            "\"CreatingPVC\":");
            String ofPage =
                    browser.getJSON(build.getUrl() + RunPage.URL + "/api/json").getContentAsString();
            assertThat(ofPage).contains("\"state\":\"kept\"", "\"kind\":\"Cinder snapshot\"");
        }
    }

    @Test
    void theJobShowsTheTrendOfItsBackups(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild first = buildWith(jenkins, Records.of(FinishedRuns.successful()));
        jenkins.buildAndAssertSuccess(first.getProject())
                .addAction(new RunResultAction(Records.of(FinishedRuns.refused("no"))));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(first.getProject());
            browser.waitForBackgroundJavaScript(10_000);
            assertThat(count(page, "//*[@class='cinder-backup-trend']")).isEqualTo(1);
            String json = browser.getJSON(first.getProject().getUrl() + "cinder-backup-trend/api/json")
                    .getContentAsString();
            assertThat(json).contains("\"build\":1", "\"build\":2", "\"result\":\"FAILURE\"");
        }
    }

    /** The script that loads a deferred element takes that away, and fails in each browser where there is none. */
    @Test
    void beforeTheTrendIsWhatStandsThereUntilItIsLoaded(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = buildWith(jenkins, Records.of(FinishedRuns.successful()));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(count(
                            browser.getPage(build.getParent()),
                            "//*[contains(@class, 'defer-element')]/preceding-sibling::div"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aJobWithoutBackupsHasNeitherPageNorTrend(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());

        assertThat(build.getActions(RunPage.class)).isEmpty();
        assertThat(build.getProject().getActions(BackupTrendAction.class)).isEmpty();
    }

    private static int count(HtmlPage page, String xpath) {
        return page.getByXPath(xpath).size();
    }

    private static FreeStyleBuild buildWith(JenkinsRule jenkins, RunRecord backup) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        build.addAction(new RunResultAction(backup));
        build.save();
        return build;
    }
}
