package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.HeldPhase;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The stop button in the middle of each phase. */
@WithJenkins
@NeedsRestic
class AbortJenkinsTest {
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
    void anAbortedBuildCleansUp(HeldPhase phase, JenkinsRule jenkins) throws Exception {
        phase.hold(site);
        Controller controller = Controller.of(jenkins, site);
        WorkflowRun build = controller.start(controller.pipeline("nightly", Controller.CALL));
        phase.awaitOpen(site);
        Controller.awaitLog(build, phase.label());

        build.doStop();
        Controller.awaitLog(build, "Aborting: ");
        phase.release(site);

        controller.awaitEnd(build, Result.ABORTED);
        assertThat(withoutSnapshots(site.leftovers())).isEmpty();
    }

    @Test
    void theStopButtonOfAFreestyleBuildCleansUp(JenkinsRule jenkins) throws Exception {
        HeldPhase.BACKUP.hold(site);
        Controller controller = Controller.of(jenkins, site);
        FreeStyleBuild build =
                FreestyleJobs.create(jenkins, "nightly").scheduleBuild2(0).waitForStart();
        HeldPhase.BACKUP.awaitOpen(site);

        build.doStop();

        controller.awaitEnd(build, Result.ABORTED);
        assertThat(site.leftovers()).isEmpty();
    }

    /** Only the snapshot of a backup that was made stays, as its retention says. */
    private static List<String> withoutSnapshots(List<String> leftovers) {
        return leftovers.stream()
                .filter(line -> !line.startsWith("Cinder snapshot"))
                .toList();
    }
}
