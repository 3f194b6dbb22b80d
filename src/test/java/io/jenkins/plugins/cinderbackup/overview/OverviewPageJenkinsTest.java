package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.host.event.KeyboardEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class OverviewPageJenkinsTest {
    private static final String PAGE = "cinder-backups/";

    private JenkinsRule jenkins;
    private String backup;

    @BeforeEach
    void backUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ)
                .everywhere()
                .to("guest"));
        MockFolder folder = jenkins.createFolder("shop");
        folder.createProject(FreeStyleProject.class, "nightly");
        RunJournal journal = FinishedRuns.successful();
        BackupServices.get().catalog().begin(journal);
        BackupServices.get().catalog().end(journal);
        backup = BackupServices.get()
                .catalog()
                .sources()
                .findFirst()
                .orElseThrow()
                .backups()
                .get(0)
                .id();
    }

    @Test
    void aSourceLeadsToItsBackupsAndTheStepThatRestoresThem() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.login("reader").goTo(PAGE);
            assertThat(page.asNormalizedText()).contains("shop/db", "Succeeded");
            HtmlPage source = page.getAnchorByText("shop/db").click();
            assertThat(source.asNormalizedText()).contains(backup, "sound", "shop/nightly #");
            assertThat(source.asXml()).contains("cinderSnapshotRestore(");
        }
    }

    @Test
    void theFilterIsPartOfTheAddress() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("reader");
            HtmlInput filter = client.goTo(PAGE).querySelector("#cinder-backup-filter");
            filter.setValue("SHOP");
            filter.type(KeyboardEvent.DOM_VK_RETURN);
            client.waitForBackgroundJavaScript(10_000);
            HtmlPage filtered = (HtmlPage) client.getCurrentWindow().getEnclosedPage();
            assertThat(filtered.getUrl().getQuery()).isEqualTo("filter=SHOP");
            assertThat(filtered.asNormalizedText()).contains("shop/db");
            assertThat(client.goTo(PAGE + "?filter=%3Cscript%3E").asNormalizedText())
                    .contains("No backups are known that you may see");
        }
    }

    @Test
    void theRemoteApiAndTheTableHaveTheSame() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("reader");
            assertThat(client.getJSON(PAGE + "api/json").getContentAsString())
                    .contains("\"count\":1")
                    .doesNotContain(backup);
            assertThat(client.getJSON(PAGE + "api/json?depth=1").getContentAsString())
                    .contains(backup);
            assertThat(client.goTo(PAGE + "csv", "text/csv").getWebResponse().getContentAsString())
                    .startsWith("timestamp,type,level,path,size,checksum")
                    .contains(",restic,sound,");
        }
    }

    @Test
    void whoMayReadNoJobSeesNothingOfIt() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("guest");
            assertThat(client.goTo(PAGE).asNormalizedText()).contains("No backups are known that you may see");
            assertThat(client.getJSON(PAGE + "api/json?depth=1").getContentAsString())
                    .doesNotContain(backup);
            assertThat(client.goTo(PAGE + "csv", "text/csv").getWebResponse().getContentAsString())
                    .doesNotContain(",restic,");
            assertThat(client.goTo("").asNormalizedText()).doesNotContain("Cinder Backups");
        }
    }
}
