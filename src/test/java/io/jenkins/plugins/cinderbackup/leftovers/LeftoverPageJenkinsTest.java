package io.jenkins.plugins.cinderbackup.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.AdministrativeMonitor;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class LeftoverPageJenkinsTest {
    private static final String PAGE = "manage/" + LeftoverPage.URL + "/";

    private JenkinsRule jenkins;

    @BeforeEach
    void secure(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
    }

    @Test
    void thePageIsForAdministratorsOnly() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.login("admin").goTo(PAGE).asNormalizedText()).contains("Nothing is left behind");
        }
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("manager").assertFails(PAGE, HttpURLConnection.HTTP_FORBIDDEN);
        }
    }

    @Test
    void theButtonsAskForAPost() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("admin").assertFails(PAGE + "try?run=0123456789abcdef", HttpURLConnection.HTTP_NOT_FOUND);
            client.assertFails(PAGE + "scan", HttpURLConnection.HTTP_NOT_FOUND);
            client.assertFails(PAGE + "remove?scan=2026-01-31T02:00:00Z", HttpURLConnection.HTTP_NOT_FOUND);
        }
    }

    @Test
    void aLookWithNothingConfiguredSaysSo() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.login("admin").goTo(PAGE);
            assertThat(page.asNormalizedText()).contains("Not scanned since Jenkins started");
            assertThat(((HtmlPage) jenkins.submit(page.getFormByName("scan"))).asNormalizedText())
                    .contains("No cloud and no cluster is configured");
        }
    }

    @Test
    void aJournalThatCannotBeReadIsShownByMonitorAndPageAndCanBeTriedAgain() throws Exception {
        Path journals = jenkins.jenkins.getRootDir().toPath().resolve("cinder-snapshot-backup/journals");
        Path torn = Files.createDirectories(journals).resolve("0123456789abcdef.json");
        Files.writeString(torn, "{");
        LeftoverRemoval.get().run();
        AdministrativeMonitor monitor = jenkins.jenkins.getAdministrativeMonitor(LeftoverMonitor.class.getName());
        await().until(monitor::isActivated);

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("admin");
            assertThat(client.goTo("manage/").asNormalizedText()).contains(torn.toString());
            HtmlPage page = client.goTo(PAGE);
            assertThat(page.asNormalizedText()).contains("Unreadable journal", torn.toString());
            Files.delete(torn);
            jenkins.submit(page.getFormByName("try-0123456789abcdef"));
        }
        await().until(() -> !monitor.isActivated());
    }
}
