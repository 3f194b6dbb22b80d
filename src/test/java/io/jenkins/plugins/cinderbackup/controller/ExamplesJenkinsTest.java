package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The files of {@code examples}, as they are, and a build step. */
@WithJenkins
@NeedsRestic
class ExamplesJenkinsTest {
    @TempDir
    private Path folder;

    private ConfiguredSite site;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(ProjectFolder.root().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith("Jenkinsfile"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void open() throws Exception {
        site = new ConfiguredSite(folder, 40);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachExampleBacksUpAndLeavesNothingButItsSnapshots(Path example, JenkinsRule jenkins) throws Exception {
        Controller controller = Controller.of(jenkins, site);
        WorkflowJob job = controller.pipeline("example", Files.readString(example));
        FilePath upgrade = jenkins.jenkins.getWorkspaceFor(job).child("upgrade.sh");
        upgrade.write("#!/bin/sh\necho upgraded\n", "UTF-8");
        upgrade.chmod(0755);

        WorkflowRun build = controller.start(job);
        controller.awaitEnd(build, Result.SUCCESS);

        jenkins.assertLogContains("] Succeeded after ", build);
        assertThat(site.leftovers())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("Cinder snapshot ") && line.endsWith("(available)"));
    }

    @Test
    void aScriptedPipelineReadsWhatTheStepReturnsInTheSandbox(JenkinsRule jenkins) throws Exception {
        Controller controller = Controller.of(jenkins, site);
        WorkflowRun build = controller.start(controller.pipeline("scripted", "def backup = " + Controller.CALL + """
                echo "result=${backup.result} files=${backup.filesNew > 40} snapshot=${backup.resticSnapshotId.length()}"
                echo "phases=${backup.phases.keySet().join(',')} warnings=${backup.warnings.size()} leftovers=${backup.leftovers}"
                """));
        controller.awaitEnd(build, Result.SUCCESS);
        jenkins.assertLogContains("result=SUCCESS files=true snapshot=", build);
        jenkins.assertLogContains("CreatingSnapshot,CreatingVolume,CreatingPVC,Backup,Retention,Cleanup", build);
        jenkins.assertLogContains("leftovers=[]", build);
    }

    @Test
    void aFreestyleBuildBacksUpThePvcThatItsVariableNames(JenkinsRule jenkins) throws Exception {
        Controller.of(jenkins, site);
        var build = jenkins.buildAndAssertSuccess(FreestyleJobs.create(jenkins, "uploads", "${JOB_NAME}"));
        jenkins.assertLogContains("shop/uploads", build);
        assertThat(site.leftovers()).hasSize(1);
    }
}
