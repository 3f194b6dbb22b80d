package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.files.FolderTexts;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** No secret in what the plugin prints, stores or shows. Every secret of the site begins with {@code canary-}. */
@WithJenkins
@NeedsRestic
class SecretsJenkinsTest {
    private static final String CANARY = "canary-";

    @TempDir
    private Path folder;

    private final LogRecorder log = new LogRecorder();
    private ConfiguredSite site;

    @BeforeEach
    void open() throws Exception {
        log.record("io.jenkins.plugins.cinderbackup", Level.ALL).capture(100_000);
        site = new ConfiguredSite(folder, 40);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
        log.close();
    }

    @Test
    void noSecretIsSeenAfterAPipelineSucceeded(JenkinsRule jenkins) throws Exception {
        Controller controller = Controller.of(jenkins, site);
        var build = controller.start(controller.pipeline("nightly", Controller.CALL));
        controller.awaitEnd(build, Result.SUCCESS);
        assertNoCanary(jenkins, build);
    }

    @Test
    void noSecretIsSeenAfterAFreestyleBuildSucceeded(JenkinsRule jenkins) throws Exception {
        Controller.of(jenkins, site);
        assertNoCanary(jenkins, jenkins.buildAndAssertSuccess(FreestyleJobs.create(jenkins, "nightly")));
    }

    @Test
    void noSecretIsSeenWhereAServerQuotesIt(JenkinsRule jenkins) throws Exception {
        String quoting = "{\"badRequest\": {\"code\": 400, \"message\": \"Not with "
                + ConfiguredSite.REPOSITORY_PASSWORD + " and " + ConfiguredSite.TOKEN + "\"}}";
        site.site()
                .openstack()
                .fail(Fault.on("POST", "/snapshots$").answers(400, quoting).always());
        Controller controller = Controller.of(jenkins, site);
        var build = controller.start(controller.pipeline("nightly", Controller.CALL));
        controller.awaitEnd(build, Result.FAILURE);
        jenkins.assertLogContains("Not with **** and ****", build);
        assertNoCanary(jenkins, build);
    }

    private void assertNoCanary(JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        assertThat(build.getAction(RunResultAction.class)).isNotNull();
        Map<String, String> seen = new LinkedHashMap<>();
        addFiles(seen, jenkins.jenkins.getRootDir().toPath());
        addPages(seen, jenkins, build);
        seen.put("log", String.join("\n", log.getMessages()));
        seen.forEach((where, text) ->
                assertThat(text.contains(CANARY)).as("a secret in %s", where).isFalse());
    }

    private static void addFiles(Map<String, String> seen, Path home) {
        FolderTexts.of(home, home.resolve("plugins")).forEach((file, text) -> seen.put(file.toString(), text));
        assertThat(seen.keySet())
                .anyMatch(name -> name.endsWith("build.xml"))
                .anyMatch(name -> name.endsWith("credentials.xml"));
    }

    private static void addPages(Map<String, String> seen, JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        String job = build.getParent().getUrl();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setJavaScriptEnabled(false);
            for (String path : List.of(
                    build.getUrl(),
                    build.getUrl() + "console",
                    build.getUrl() + "consoleText",
                    build.getUrl() + "cinder-backup/",
                    build.getUrl() + "api/json?depth=3",
                    build.getUrl() + "cinder-backup/api/xml?depth=3",
                    job,
                    job + "config.xml",
                    job + "configure",
                    job + "cinder-backup-trend/api/json?depth=3",
                    "configure",
                    "manage/cinder-snapshot-backup-leftovers/",
                    "log/all")) {
                seen.put(path, client.goTo(path, null).getWebResponse().getContentAsString());
            }
        }
    }
}
