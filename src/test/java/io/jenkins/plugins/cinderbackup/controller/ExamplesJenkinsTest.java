package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

/** The files of {@code examples} that back PVCs up, as they are, and a build step. */
@WithJenkins
@NeedsRestic
class ExamplesJenkinsTest {
    private static final Pattern STEPS = Pattern.compile("\\b(cinder|scs)[A-Z]\\w*\\(");

    @TempDir
    private Path folder;

    private ConfiguredSite site;

    /** Those that back PVCs up and need nothing else: no backup that is there already, and no program in an image. */
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(ProjectFolder.root().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith("Jenkinsfile"))
                    .filter(ExamplesJenkinsTest::onlyBacksUp)
                    .sorted()
                    .toList();
        }
    }

    private static boolean onlyBacksUp(Path example) {
        try {
            return STEPS.matcher(Files.readString(example))
                    .results()
                    .allMatch(step -> step.group().equals("cinderSnapshotBackup("));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
