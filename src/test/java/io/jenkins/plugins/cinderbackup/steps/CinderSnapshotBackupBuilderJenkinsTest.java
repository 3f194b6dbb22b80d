package io.jenkins.plugins.cinderbackup.steps;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Result;
import hudson.tasks.Builder;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The build step's form, file and build in a real Jenkins. */
@WithJenkins
class CinderSnapshotBackupBuilderJenkinsTest {
    private static final DescribableModel<CinderSnapshotBackupBuilder> MODEL =
            new DescribableModel<>(CinderSnapshotBackupBuilder.class);

    private static CinderSnapshotBackupBuilder everySection() throws Exception {
        return MODEL.instantiate(
                Map.of(
                        "step",
                        Map.ofEntries(
                                entry("cloud", "production"),
                                entry("namespace", "${NAMESPACE}"),
                                entry("pvc", "größe"),
                                entry("paths", List.of("/pgdata", "/conf d")),
                                entry("snapshot", Map.of("force", false, "retention", Map.of("keepLast", 0))),
                                entry("temporaryVolume", Map.of("volumeType", "ssd")),
                                entry(
                                        "repository",
                                        Map.of(
                                                "url",
                                                "s3:https://s3.example.org/b",
                                                "passwordCredentialsId",
                                                "restic",
                                                "create",
                                                false)),
                                entry(
                                        "retention",
                                        Map.of("keepDaily", 14, "keepTags", List.of("keep"), "prune", false)),
                                entry(
                                        "job",
                                        Map.of(
                                                "nodeSelector", List.of(Map.of("key", "pool", "value", "backup")),
                                                "tolerations",
                                                        List.of(Map.of("key", "dedicated", "effect", "NoSchedule")))),
                                entry("guard", Map.of("maxShrinkPercent", 80)),
                                entry("failOnUnstable", true))),
                null);
    }

    @Test
    void theFormLosesNothing(JenkinsRule jenkins) throws Exception {
        CinderSnapshotBackupBuilder before = everySection();
        assertThat(MODEL.uninstantiate2(jenkins.configRoundtrip(before)).toMap())
                .isEqualTo(MODEL.uninstantiate2(before).toMap());
    }

    @Test
    void theFormOfANewBuildStepHasTheDefaults(JenkinsRule jenkins) throws Exception {
        assertThat(MODEL.uninstantiate2(jenkins.configRoundtrip(new CinderSnapshotBackupBuilder(null)))
                        .toMap())
                .isEqualTo(Map.of("step", Map.of()));
    }

    @Test
    void theJobsFileLosesNothing(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CinderSnapshotBackupBuilder before = everySection();
        job.getBuildersList().add(before);
        job.save();
        job.doReload();
        CinderSnapshotBackupBuilder after = job.getBuildersList().get(CinderSnapshotBackupBuilder.class);
        assertThat(MODEL.uninstantiate2(after).toMap())
                .isEqualTo(MODEL.uninstantiate2(before).toMap());
    }

    @Test
    void whatAFileDoesNotMentionHasItsDefault(JenkinsRule jenkins) throws Exception {
        String type = CinderSnapshotBackupBuilder.class.getName();
        Object read = Items.XSTREAM2.fromXML("<" + type + "><step><pvc>db</pvc></step></" + type + ">");
        CinderSnapshotBackupStep step = ((CinderSnapshotBackupBuilder) read).getStep();
        assertThat(step.getPvc()).isEqualTo("db");
        assertThat(step.getPaths()).containsExactly("/");
        assertThat(step.getSnapshot().isForce()).isTrue();
    }

    @Test
    void settingsThatAreWrongFailTheBuildWithAllThatIsWrong(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CinderSnapshotBackupBuilder(null));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("pvc is missing", build);
        jenkins.assertLogContains("repository.passwordCredentialsId is missing", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void theSymbolIsTheStepsName(JenkinsRule jenkins) {
        assertThat(SymbolLookup.get().findDescriptor(Builder.class, "cinderSnapshotBackup"))
                .isInstanceOf(CinderSnapshotBackupBuilder.DescriptorImpl.class);
    }
}
