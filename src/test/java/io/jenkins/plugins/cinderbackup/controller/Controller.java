package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import java.io.IOException;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A real Jenkins that backs up a {@link ConfiguredSite}. */
final class Controller {
    /** A call that succeeds, and keeps one Cinder snapshot. */
    static final String CALL = """
            cinderSnapshotBackup(
                namespace: 'shop', pvc: 'postgres-data',
                snapshot: [retention: [keepLast: 1, keepForDays: 0]],
                repository: [
                    url: 'rest:https://backup.example.com/shop',
                    passwordCredentialsId: 'restic-password', credentialsId: 'backup-server'],
                retention: [keepLast: 3])
            """;

    private static final Duration LONG = Duration.ofMinutes(2);

    private final JenkinsRule jenkins;

    Controller(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** One whose credentials, cloud and cluster are the site's. */
    static Controller of(JenkinsRule jenkins, ConfiguredSite site) throws IOException {
        ConfigurationAsCode.get().configureWith(YamlSource.of(site.configurationFile()));
        return new Controller(jenkins);
    }

    JenkinsRule jenkins() {
        return jenkins;
    }

    WorkflowJob pipeline(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    WorkflowRun lastBuild(String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getLastBuild();
    }

    /** Waits until the console has the text. */
    static void awaitLog(Run<?, ?> build, String text) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(JenkinsRule.getLog(build)).contains(text));
    }

    /** Waits for the end of the build, which must have this result. */
    void awaitEnd(Run<?, ?> build, Result result) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }
}
