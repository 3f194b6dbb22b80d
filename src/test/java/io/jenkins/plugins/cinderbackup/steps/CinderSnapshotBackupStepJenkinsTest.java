package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step's snippet and its start in a real Jenkins. */
@WithJenkins
class CinderSnapshotBackupStepJenkinsTest {
    private static final DescribableModel<CinderSnapshotBackupStep> MODEL =
            new DescribableModel<>(CinderSnapshotBackupStep.class);

    @Test
    void aSnippetShowsOnlyWhatDiffersFromADefault(JenkinsRule jenkins) throws Exception {
        CinderSnapshotBackupStep step = MODEL.instantiate(
                Map.of(
                        "pvc", "db",
                        "host", "",
                        "tags", List.of("nightly"),
                        "exclude", List.of("lost+found"),
                        "guard", Map.of("maxShrinkPercent", 50),
                        "snapshot", Map.of("force", true, "retention", Map.of("keepLast", 2, "keepForDays", 7)),
                        "job", Map.of("image", "", "timeout", 86400)),
                null);
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("cinderSnapshotBackup pvc: 'db', snapshot: [retention: [keepLast: 2]], tags: ['nightly']");
    }

    @Test
    void theFormLosesNothing(JenkinsRule jenkins) throws Exception {
        CinderSnapshotBackupStep before = MODEL.instantiate(
                Map.of(
                        "openstack",
                                Map.of(
                                        "authUrl",
                                        "https://keystone.example.org/v3",
                                        "credentialsId",
                                        "cloud",
                                        "regionName",
                                        "One"),
                        "kubernetes", Map.of("serverUrl", "https://k8s.example.org:6443", "credentialsId", "cluster"),
                        "namespace", "shop",
                        "pvc", "db-${BUILD_NUMBER}",
                        "exclude", List.of("*.tmp", "/cache"),
                        "snapshot", Map.of("namePrefix", "pre", "retention", Map.of("keepForDays", 0)),
                        "repository",
                                Map.of(
                                        "url",
                                        "rest:https://backup.example.org/größe",
                                        "secretRef",
                                        "keys",
                                        "lockTimeout",
                                        5),
                        "job", Map.of("labels", List.of(Map.of("key", "team", "value", "db")), "runAsUser", 1000),
                        "cleanup", Map.of("timeout", 30),
                        "dryRun", true),
                null);
        CinderSnapshotBackupStep after = new StepConfigTester(jenkins).configRoundTrip(before);
        assertThat(MODEL.uninstantiate2(after).toMap())
                .isEqualTo(MODEL.uninstantiate2(before).toMap());
    }

    @Test
    void aStepWithoutArgumentsIsASnippetWithoutArguments(JenkinsRule jenkins) throws Exception {
        assertThat(Snippetizer.object2Groovy(new CinderSnapshotBackupStep())).isEqualTo("cinderSnapshotBackup()");
    }

    @Test
    void aMisspeltFieldIsOursToTellAndNotPartOfASnippet(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "cinderSnapshotBackup namespace: 'shop', PVC: 'db', retention: [keepDayly: 7]", true));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("There is no field 'PVC'. The nearest is 'pvc'.", build);
        jenkins.assertLogContains(
                "There is no field 'retention.keepDayly'. The nearest is 'retention.keepDaily'.", build);
        jenkins.assertLogNotContains("Unknown parameter", build);
    }

    @Test
    void settingsThatAreWrongFailTheBuildWithAllThatIsWrong(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("cinderSnapshotBackup namespace: 'shop'", true));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("pvc is missing", build);
        jenkins.assertLogContains("repository.passwordCredentialsId is missing", build);
    }
}
