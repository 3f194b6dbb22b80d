package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may call which form method, for every one that there is; what nobody but some may know has the word canary in it. */
@WithJenkins
class PermissionsJenkinsTest {
    private static final String YAML = """
            credentials:
              system:
                domainCredentials:
                - credentials:
                  - usernamePassword: {scope: GLOBAL, id: "canary-login", username: "canary-user", password: "secret"}
                  - string: {scope: GLOBAL, id: "canary-text", secret: "secret"}
            unclassified:
              cinderSnapshotBackup:
                clouds:
                - {name: "canary-cloud", authUrl: "https://keystone.example.org/v3", credentialsId: "canary-login", projectName: "shop"}
                clusters:
                - {name: "canary-cluster", serverUrl: "https://k8s.example.org:6443", credentialsId: "canary-text"}
            """;

    private static final Map<String, String> BUTTONS =
            Map.of("run", "0123456789abcdef", "scan", "2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private String job;
    private List<FormMethod> methods;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        ConfigurationAsCode.get().configureWith(YamlSource.of(Files.writeString(folder.resolve("jenkins.yaml"), YAML)));
        FreeStyleProject project = jenkins.createFreeStyleProject("nightly");
        job = project.getUrl();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("owner", "reader")
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(project)
                .to("owner")
                .grant(Item.READ)
                .onItems(project)
                .to("reader"));
        methods = FormMethod.all();
        assertThat(methods).hasSizeGreaterThan(50);
    }

    @Test
    void aGetIsRefused() throws Exception {
        try (JenkinsRule.WebClient client = client("admin")) {
            for (FormMethod method : methods) {
                WebResponse response =
                        client.getPage(request(HttpMethod.GET, "", method)).getWebResponse();
                assertThat(response.getStatusCode()).as("GET of %s", method).isIn(404, 405);
            }
        }
    }

    @Test
    void anAdministratorIsAnswered() throws Exception {
        int told = 0;
        try (JenkinsRule.WebClient client = client("admin")) {
            for (FormMethod method : methods) {
                WebResponse response = post(client, "", method);
                assertThat(response.getStatusCode())
                        .as("POST of %s: %s", method, response.getContentAsString())
                        .isEqualTo(200);
                told += tells(response) ? 1 : 0;
            }
        }
        assertThat(told).as("methods that say something to an administrator").isGreaterThan(40);
    }

    @Test
    void whoMayConfigureAJobIsAnsweredThereByWhatIsInAJobsFormAndByNothingElse() throws Exception {
        int told = 0;
        try (JenkinsRule.WebClient client = client("owner")) {
            for (FormMethod method : methods) {
                assertTellsNothing(post(client, "", method), "without an item, " + method);
                WebResponse response = method.isDescriptors() ? post(client, job, method) : null;
                if (response != null && method.isForItems()) {
                    assertThat(response.getStatusCode())
                            .as("in the job, %s: %s", method, response.getContentAsString())
                            .isEqualTo(200);
                    told += tells(response) ? 1 : 0;
                } else if (response != null) {
                    assertTellsNothing(response, "in the job, " + method);
                }
            }
        }
        assertThat(told)
                .as("methods that say something to who may configure the job")
                .isGreaterThan(30);
    }

    @Test
    void whoMayReadAJobLearnsNothing() throws Exception {
        assertLearnsNothing("reader");
    }

    @Test
    void whoIsNotLoggedInLearnsNothing() throws Exception {
        assertLearnsNothing(null);
    }

    private void assertLearnsNothing(@CheckForNull String user) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            for (FormMethod method : methods) {
                assertTellsNothing(post(client, "", method), "without an item, " + method);
                if (method.isDescriptors()) {
                    assertTellsNothing(post(client, job, method), "in the job, " + method);
                }
            }
        }
    }

    private static void assertTellsNothing(WebResponse response, String what) {
        assertThat(tells(response))
                .as("%s: %d %s", what, response.getStatusCode(), response.getContentAsString())
                .isFalse();
    }

    /** Whether an answer says what is wrong with a value, or names what is configured. */
    private static boolean tells(WebResponse response) {
        String body = response.getContentAsString();
        boolean answered = response.getStatusCode() < 400;
        return answered
                && (body.contains("class=\"error\"")
                        || body.contains("class=error")
                        || body.contains("class=warning")
                        || body.contains("canary"));
    }

    private JenkinsRule.WebClient client(@CheckForNull String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        if (user != null) {
            client.login(user);
        }
        client.setThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        return client;
    }

    private WebResponse post(JenkinsRule.WebClient client, String place, FormMethod method) throws Exception {
        return client.getPage(client.addCrumb(request(HttpMethod.POST, place, method)))
                .getWebResponse();
    }

    /** With values that are wrong for every field of a form, and of the kind that a button sends. */
    private WebRequest request(HttpMethod verb, String place, FormMethod method) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), place + method.path()), verb);
        request.setRequestParameters(method.parameters().stream()
                .map(name -> new NameValuePair(name, BUTTONS.getOrDefault(name, "-not right-")))
                .toList());
        return request;
    }
}
