package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The settings of {@code cinderSnapshotVerify}: in a Pipeline, in its form, and in a freestyle job. */
@Timeout(120)
class VerifySettingsStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessStep verify(Map<String, Object> arguments) {
        return world.verify(arguments, world.build());
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> arguments = world.verification();
        arguments.put(field, value);
        return arguments;
    }

    @Test
    void aDryRunCreatesNothingAndSaysWhatItWouldDo() throws Exception {
        Map<String, Object> arguments = with("readDataSubset", "auto/10");
        arguments.put("dryRun", true);

        HeadlessStep step = verify(arguments);

        assertThat((Map<?, ?>) step.await(LONG))
                .extracting("result", "verified")
                .containsExactly("SUCCESS", null);
        assertThat(step.consoleText())
                .contains("Dry run: nothing is created.", "restic check --read-data-subset=1/10")
                .doesNotContain("This says nothing");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        assertThat(verify(Map.of(
                                "readDataSubset",
                                "11/10",
                                "maxAge",
                                0,
                                "maxDuration",
                                0,
                                "cleanup",
                                Map.of("timeout", 0)))
                        .failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Verification failed: ")
                .hasMessageContaining("readDataSubset is '11/10'")
                .hasMessageContaining("cleanup.timeout is 0")
                .hasMessageContaining("repository.url")
                .hasMessageContaining("pvc is missing")
                .hasMessageContaining("maxAge is 0")
                .hasMessageContaining("maxDuration is 0");
    }

    @Test
    void whatContradictsItselfIsRefused() throws Exception {
        Map<String, Object> nothing = with("check", false);
        nothing.put("readDataSubset", "5%");

        assertThat(verify(nothing).failure(LONG))
                .hasMessageContaining("Neither `check` nor `restore` is wanted")
                .hasMessageContaining("readDataSubset is set, and check is false");
        assertThat(verify(world.drill("volumeId", world.volume, "backup", "0b7e6a3e-5c0d-4d1e-9a53-0e3f2b8f7c11"))
                        .failure(LONG))
                .hasMessageContaining("Both `pvc` and `volumeId` are set")
                .hasMessageContaining("backup is the id of a Cinder snapshot");
        assertThat(verify(with("compareSnapshot", true)).failure(LONG))
                .hasMessageContaining("compareSnapshot is set, and restore is false");
    }

    @Test
    void whatDoesNothingWithoutARestoreIsSaid() throws Exception {
        Map<String, Object> arguments = with("maxAge", 60);
        arguments.put("tags", List.of("nightly"));
        arguments.put("dryRun", true);

        HeadlessStep step = verify(arguments);

        step.await(LONG);
        assertThat(step.consoleText()).contains("tags, maxAge do nothing: restore is false");
    }

    @Test
    void aDryRunOfADrillSaysWhatItWouldMakeAndMakesNothing() throws Exception {
        HeadlessStep step = verify(world.drill("dryRun", true));

        assertThat((Map<?, ?>) step.await(LONG))
                .extracting("result", "verified")
                .containsExactly("SUCCESS", null);
        assertThat(step.consoleText())
                .contains(
                        "Dry run: nothing is created.",
                        "make Cinder volume verify-shop-db-",
                        "restic restore --json --target=/ --verify",
                        "restic check")
                .doesNotContain("-pv", "This says nothing");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aDryRunOfAComparisonSaysWhatItWouldReadAgain() throws Exception {
        HeadlessStep step = verify(world.drill("dryRun", true, "compareSnapshot", true));

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(step.consoleText())
                .contains(
                        "from the Cinder snapshot that was kept of the backup, and PVC and PV backups/csb-shop-db-snapshot-",
                        "restic backup --json --dry-run --force -- /data");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aTestIsShownInADryRunAndItsObjectsAreTried() throws Exception {
        world.allowImages();
        world.site.kubernetes().access().reject("networkpolicies", policy -> true, "no policies here");
        assertThat(verify(world.drill("test", Map.of("image", "postgres:17"), "dryRun", true))
                        .failure(LONG))
                .hasMessageContaining("no policies here");
        world.site.kubernetes().access().allowAll();

        HeadlessStep step = verify(world.drill(
                "test", Map.of("image", "postgres:17", "command", List.of("pg_check", "/data")), "dryRun", true));

        step.await(LONG);
        assertThat(step.consoleText())
                .contains(
                        "Then a test would look at the restored files at /data, without network, in image postgres:17: pg_check /data");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void allThatIsWrongWithATestIsSaidAtOnce() throws Exception {
        Map<String, Object> wrong = Map.of(
                "expect",
                "(ok",
                "timeout",
                0,
                "runAsUser",
                -1,
                "mountPath",
                "data",
                "env",
                List.of(Map.of("name", "A-B"), Map.of("name", "PGDATA"), Map.of("name", "PGDATA")),
                "resources",
                Map.of("limits", Map.of("memory", "lots")));

        assertThat(verify(world.drill("test", wrong)).failure(LONG))
                .hasMessageContaining("test.image is missing")
                .hasMessageContaining("test.image is set, which is not allowed for cluster 'production'")
                .hasMessageContaining("test.expect is '(ok', which is no regular expression: Unclosed group")
                .hasMessageContaining("test.timeout is 0")
                .hasMessageContaining("test.runAsUser is -1")
                .hasMessageContaining("test.mountPath is 'data'")
                .hasMessageContaining("test.env is 'A-B'")
                .hasMessageContaining("test.env has 'PGDATA' twice")
                .hasMessageContaining("test.resources.limits.memory is 'lots'");
        assertThat(verify(with("test", Map.of("image", "postgres:17"))).failure(LONG))
                .hasMessageContaining("test is set, and restore is false");
    }

    @Test
    void theFormOfATestChecksItsFields() {
        TestOptions.DescriptorImpl form = new TestOptions.DescriptorImpl();
        Item job = world.jenkins.job("nightly");

        assertThat(form.doCheckImage(job, "").getMessage()).startsWith("test.image is missing");
        assertThat(form.doCheckImage(job, "postgres:17").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckExpect(job, "[").getMessage()).contains("no regular expression");
        assertThat(form.doCheckTimeout(job, "0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckRunAsUser(job, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRunAsUser(job, "postgres").getMessage()).contains("whole number");
        assertThat(form.doCheckMountPath(job, "/proc").getMessage()).contains("do not need");
        assertThat(new EnvVariable.DescriptorImpl().doCheckName(job, "1").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void aCommandIsTakenLineByLineFromTheFormAndAsItIsFromAPipeline() {
        TestOptions test = new TestOptions();

        test.setCommand(List.of("sh\n-c\nexit 0"));
        assertThat(test.getCommand()).containsExactly("sh", "-c", "exit 0");
        test.setCommand(List.of("sh", "-c", "set -e\nexit 0"));
        assertThat(test.getCommand()).containsExactly("sh", "-c", "set -e\nexit 0");
        test.setCommand(List.of(""));
        assertThat(test.getCommand()).isEmpty();
    }

    @Test
    void withoutANamespaceForTheJobItDoesNotBegin() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(Describables.make(
                        KubernetesCluster.class,
                        Map.of(
                                "name", "production",
                                "serverUrl", world.site.kubernetes().url(),
                                "credentialsId", "cluster"))));

        assertThat(verify(world.verification()).failure(LONG))
                .hasMessageContaining("job.namespace is missing: neither the step nor the cluster says");
    }

    @Test
    void whatTheClustersAdministratorDoesNotAllowIsRefused() throws Exception {
        assertThat(verify(with("job", Map.of("image", "evil/restic"))).failure(LONG))
                .hasMessageContaining("job.image is set, which is not allowed for cluster 'production'");
    }

    @Test
    void aMisspeltFieldIsRefused() throws Exception {
        assertThat(verify(with("readDataSubsett", "5%")).failure(LONG))
                .hasMessageContaining("There is no field 'readDataSubsett'. The nearest is 'readDataSubset'.");
    }

    @Test
    void anEndOfResticWithoutItsWordsIsNoProof() throws Exception {
        world.resticSays("check", 0, "nothing to do");

        assertThat(verify(world.verification()).failure(LONG))
                .hasMessageContaining("restic check ended with exit code 0, but does not say that it found no errors")
                .hasMessageContaining("This says nothing about the repository");
    }

    @Test
    void theFormChecksWhatIsReadAndMakesADryRun() {
        CinderSnapshotVerifyStep.DescriptorImpl form = new CinderSnapshotVerifyStep.DescriptorImpl();
        Item job = world.jenkins.job("nightly");

        assertThat(form.doCheckReadDataSubset(job, "auto/10").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckReadDataSubset(job, "a tenth").getMessage()).contains("is 'a tenth'");
        assertThat(form.doCheckMaxAge(job, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckMaxAge(job, "0").getMessage()).contains("maxAge is 0");
        assertThat(form.doCheckMaxDuration(job, "soon").getMessage()).contains("whole number");
        assertThat(form.doCheckBackup(job, "the newest").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doDryRun(new FormRequest(world.verification()), job, "{}")
                        .getMessage())
                .contains("Dry run: nothing is created.", "restic check");
    }

    @Test
    void aFreestyleJobPutsItsVariablesIntoTheTexts() throws Exception {
        HeadlessBuild build = new HeadlessProject("weekly").build(Map.of("SUBSET", "1/4"));
        Map<String, Object> arguments = with("readDataSubset", "${SUBSET}");
        arguments.put("dryRun", true);

        assertThat(Describables.make(CinderSnapshotVerifyBuilder.class, Map.of("step", arguments))
                        .perform(build, null, build.listener()))
                .isTrue();

        assertThat(build.getAction(RunResultAction.class).getRecord().getValues())
                .containsEntry("readDataSubset", "1/4");
    }

    @Test
    void theExampleHasNoFieldThatIsNone() {
        Map<String, Object> call = JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples/verify.Jenkinsfile"), "cinderSnapshotVerify", Map.of());

        CinderSnapshotVerifyStep step = Describables.make(CinderSnapshotVerifyStep.class, call);

        assertThat(step.getUnknownFields()).isEmpty();
        assertThat(step.problems()).isEmpty();
    }
}
