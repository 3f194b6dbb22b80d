package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.HeldPhase;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart of the controller in the middle of each phase. */
@NeedsRestic
class RestartJenkinsTest {
    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    private ConfiguredSite site;

    @BeforeEach
    void open() throws Exception {
        site = new ConfiguredSite(folder, 40);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBuildGoesOnInThePhaseInWhichItWas(HeldPhase phase) throws Throwable {
        phase.hold(site);
        session.then(jenkins -> {
            Controller controller = Controller.of(jenkins, site);
            WorkflowRun build = controller.start(controller.pipeline("nightly", Controller.CALL));
            phase.awaitOpen(site);
            Controller.awaitLog(build, phase.label());
        });
        session.then(jenkins -> {
            Controller controller = new Controller(jenkins);
            WorkflowRun build = controller.lastBuild("nightly");
            Controller.awaitLog(build, "Going on after a restart, in " + phase.label());
            phase.release(site);
            controller.awaitEnd(build, Result.SUCCESS);
        });
        assertThat(site.leftovers())
                .as("the retained snapshot, and nothing made twice")
                .hasSize(1);
    }

    @Test
    void whatAFreestyleBuildLeftBehindIsRemovedAfterTheRestart() throws Throwable {
        HeldPhase.BACKUP.hold(site);
        session.then(jenkins -> {
            Controller.of(jenkins, site);
            FreeStyleProject job = FreestyleJobs.create(jenkins, "nightly");
            FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
            HeldPhase.BACKUP.awaitOpen(site);
            Controller.awaitLog(build, HeldPhase.BACKUP.label());
        });
        assertThat(site.leftovers()).isNotEmpty();
        HeldPhase.BACKUP.release(site);
        session.then(jenkins -> await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(site.leftovers()).isEmpty()));
    }
}
