package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of {@code cinderSnapshotRestore}: in a Pipeline, in its form and in a freestyle job, and what an administrator does not allow. None of these runs creates anything. */
@Timeout(120)
class RestoreSettingsStepTest {
    private static final String CINDER_SNAPSHOT = "1be4db09-414a-4efa-a4ab-dbfd3520747f";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @AfterEach
    void nothingIsCreated() {
        assertThat(world.leftovers()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    private Map<String, Object> dry(Map<String, Object> more) {
        Map<String, Object> arguments = world.restoration();
        arguments.put("dryRun", true);
        arguments.putAll(more);
        return arguments;
    }

    private String dryRun(Map<String, Object> more) throws Exception {
        HeadlessStep step = world.restore(dry(more));
        step.await(LONG);
        return step.consoleText();
    }

    private String refused(Map<String, Object> more) throws Exception {
        return world.restore(dry(more)).failure(LONG).getMessage();
    }

    private void allowed(Map<String, Object> settings) {
        CinderBackupConfiguration.get().setClusters(List.of(world.cluster("production", settings)));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        assertThat(world.restore(Map.of(
                                "backup",
                                "newest",
                                "before",
                                "yesterday",
                                "from",
                                "tape",
                                "tags",
                                List.of("a,b"),
                                "include",
                                List.of("../etc"),
                                "to",
                                Map.of(
                                        "namespace", "Staging",
                                        "pvc", "DB",
                                        "size", "ten",
                                        "storageClass", "A b",
                                        "accessModes", List.of("ReadSometimes"),
                                        "annotations",
                                                List.of(Map.of(
                                                        "key", "pv.kubernetes.io/bind-completed",
                                                        "value", "yes")),
                                        "timeout", 0)))
                        .failure(LONG))
                .hasMessageStartingWith("Restore failed: ")
                .hasMessageContainingAll(
                        "pvc is missing",
                        "backup is 'newest'",
                        "before is 'yesterday'",
                        "from is 'tape'",
                        "the tag 'a,b'",
                        "include",
                        "to.namespace is 'Staging'",
                        "to.pvc is 'DB'",
                        "to.size is 'ten'",
                        "to.storageClass is 'A b'",
                        "to.accessModes is 'ReadSometimes'",
                        "to.annotations has 'pv.kubernetes.io/bind-completed', which Kubernetes itself sets",
                        "to.timeout is 0",
                        "repository.url");
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() throws Exception {
        assertThat(refused(Map.of("inPlace", true, "to", Map.of("size", "9Gi", "storageClass", "ssd"))))
                .contains("to.storageClass, to.size is for a new PVC");
        assertThat(refused(Map.of("delete", true))).contains("delete is for a PVC that is restored in place");
        assertThat(refused(Map.of("from", "snapshot", "inPlace", true, "include", List.of("/a"))))
                .contains("inPlace, include is set, and a Cinder snapshot only ever becomes a new volume as a whole");
        assertThat(refused(Map.of(
                        "revert", true, "from", "repository", "include", List.of("/a"), "exclude", List.of("b"))))
                .contains(
                        "revert is for a PVC that is restored in place",
                        "revert is set, and from is 'repository'",
                        "include, exclude is set, and Cinder reverts a volume as a whole");
        assertThat(refused(Map.of("revert", true, "inPlace", true, "delete", true)))
                .contains("delete is set, and Cinder reverts a volume as a whole");
        assertThat(refused(Map.of("backup", CINDER_SNAPSHOT, "from", "repository", "before", "2026-01-01T00:00:00Z")))
                .contains("backup is the id of a Cinder snapshot, and from is 'repository'", "before or tags:");
        assertThat(refused(Map.of("volumeId", world.volume))).contains("Both `pvc` and `volumeId` are set");
    }

    @Test
    void withoutATargetsNameOrNamespaceItDoesNotBegin() throws Exception {
        Map<String, Object> arguments = world.restoration();
        arguments.remove("pvc");
        arguments.remove("namespace");
        arguments.put("volumeId", world.volume);
        allowed(Map.of("volumeIdAllowed", true));

        assertThat(world.restore(arguments).failure(LONG))
                .hasMessageContaining("to.pvc is missing")
                .hasMessageContaining("to.namespace is missing");
        Map<String, Object> nowhere = world.restoration();
        nowhere.remove("namespace");
        assertThat(world.restore(nowhere).failure(LONG))
                .hasMessageContaining(
                        "namespace is missing: neither the step nor the cluster names the namespace of PVC 'db'");
    }

    @Test
    void noBackupOfANamespaceThatIsNotAllowedIsRead() throws Exception {
        allowed(Map.of("namespaces", List.of("crm"), "namespace", "crm"));

        assertThat(refused(Map.of("to", Map.of("namespace", "crm"))))
                .contains("namespace is 'shop', which is not allowed for cluster 'production'; allowed are: crm.");
    }

    @Test
    void nothingIsWrittenToANamespaceThatIsNotAllowed() throws Exception {
        allowed(Map.of("namespaces", List.of("shop")));
        world.site.kubernetes().createNamespace("crm");

        assertThat(refused(Map.of("to", Map.of("namespace", "crm"))))
                .contains("to.namespace is 'crm', which is not allowed for cluster 'production'; allowed are: shop.");
        assertThat(refused(Map.of("to", Map.of("namespace", "backups")))).contains("to.namespace is 'backups'");
    }

    @Test
    void whatMayBeReadOfAnotherClusterItsOwnAdministratorSays() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(
                        world.cluster("production", Map.of("namespaces", List.of("shop"))),
                        world.cluster("staging", Map.of("namespaces", List.of("test")))));

        assertThat(refused(Map.of("cluster", "staging", "sourceCluster", "production")))
                .contains("to.namespace is 'shop', which is not allowed for cluster 'staging'")
                .doesNotContain("cluster 'production'");
        assertThat(refused(Map.of(
                        "cluster",
                        "staging",
                        "sourceCluster",
                        "production",
                        "namespace",
                        "crm",
                        "to",
                        Map.of("namespace", "test"))))
                .contains("namespace is 'crm', which is not allowed for cluster 'production'");
        assertThat(refused(Map.of(
                        "cluster",
                        "staging",
                        "sourceCluster",
                        "https://old.example.org",
                        "to",
                        Map.of("namespace", "test"))))
                .contains("namespace is 'shop', which is not allowed for cluster 'staging'");
        assertThat(refused(Map.of("kubernetes", inline(), "sourceCluster", "production", "namespace", "crm")))
                .contains("namespace is 'crm', which is not allowed for cluster 'production'");
    }

    private Map<String, Object> inline() {
        return Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster");
    }

    @Test
    void whatElseTheClustersAdministratorDoesNotAllowIsRefused() throws Exception {
        assertThat(refused(Map.of(
                        "backup",
                        CINDER_SNAPSHOT,
                        "to",
                        Map.of(
                                "labels",
                                List.of(Map.of("key", "a", "value", "b")),
                                "annotations",
                                List.of(Map.of("key", "a", "value", "b"))))))
                .contains(
                        "backup, as the id of a Cinder snapshot, is set, which is not allowed for cluster 'production'",
                        "to.labels is set, which is not allowed",
                        "to.annotations is set, which is not allowed");
        Map<String, Object> byId = dry(Map.of("volumeId", world.volume, "to", Map.of("pvc", "copy")));
        byId.remove("pvc");
        assertThat(world.restore(byId).failure(LONG)).hasMessageContaining("volumeId is set, which is not allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "cold, src:cold/shop/db",
        "https://OLD.example.org:443/, src:https:%2F%2Fold.example.org/shop/db",
        "'', src:production/shop/db"
    })
    void theBackupIsLookedForUnderTheNameOfItsCluster(String sourceCluster, String tag) throws Exception {
        assertThat(dryRun(Map.of("sourceCluster", sourceCluster))).contains("--tag=" + tag + " ");
    }

    @Test
    void whatIsScaledDownIsNamedByKindAndNameOnceEachAndOnlyInPlace() throws Exception {
        assertThat(refused(Map.of(
                        "scaleDown",
                        List.of("postgres", "daemonset/a", "statefulset/B", "deployment/web", "deployment/web"))))
                .contains(
                        "scaleDown has 'postgres': each entry must be statefulset/NAME or deployment/NAME.",
                        "scaleDown has 'daemonset/a'",
                        "scaleDown is 'B'",
                        "scaleDown has 'deployment/web' twice.",
                        "scaleDown is for a PVC that is restored in place; nothing uses a new one yet.");
        assertThat(refused(Map.of("inPlace", true, "scaleDown", List.of("deployment/web"))))
                .contains("There is no Deployment shop/web.");
    }

    @Test
    void aDryRunNamesWhatItWouldScaleDown() throws Exception {
        world.site.kubernetes().createWorkload("deployments", "shop", "web", 2, "db");

        assertThat(dryRun(Map.of("inPlace", true, "scaleDown", List.of("deployment/web"))))
                .contains("scale Deployment shop/web to 0 until the volume is free again");
        assertThat(world.site.kubernetes().replicas("deployments", "shop", "web"))
                .isEqualTo(2);
    }

    @Test
    void aRevertWithoutAnySnapshotIsRefusedBeforeTheRepositoryIsRead() throws Exception {
        world.site.detach("shop", "db");

        assertThat(refused(Map.of("inPlace", true, "revert", true)))
                .contains("Cinder volume " + world.volume
                        + " of PVC shop/db has no snapshot to which it could be reverted.");
    }

    @Test
    void inPlaceTheTargetIsTheSourceUnlessItIsNamed() throws Exception {
        world.site.detach("shop", "db");

        assertThat(dryRun(Map.of("inPlace", true))).contains("Restore of production/shop/db in place into PVC shop/db");
    }

    @Test
    void aMisspeltFieldIsRefusedAlsoInTheTargetAndInADryRun() throws Exception {
        assertThat(world.restore(dry(Map.of("to", Map.of("nmespace", "staging"))))
                        .failure(LONG))
                .hasMessageContaining("There is no field 'to.nmespace'. The nearest is 'to.namespace'.");
    }

    @Test
    void theFormChecksItsFieldsAndMakesADryRun() {
        CinderSnapshotRestoreStep.DescriptorImpl form = new CinderSnapshotRestoreStep.DescriptorImpl();
        TargetOptions.DescriptorImpl target = new TargetOptions.DescriptorImpl();
        Item job = world.jenkins.job("nightly");

        assertThat(form.doCheckPvc(job, "", "").getMessage()).startsWith("pvc is missing");
        assertThat(form.doCheckBackup(job, "latest~2").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckBackup(job, CINDER_SNAPSHOT).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckBackup(job, "latest-2").getMessage()).contains("backup is 'latest-2'");
        assertThat(form.doCheckBackup(job, "${BACKUP}").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckBefore(job, "2026-03-01").getMessage()).contains("before is '2026-03-01'");
        assertThat(form.doCheckTags(job, "a,b").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckInclude(job, "/a\n../b").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckScaleDown(job, "statefulset/db\ndeployment/web").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckScaleDown(job, "db").getMessage()).contains("scaleDown has 'db'");
        assertThat(form.doCheckExclude(job, "[").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doFillFromItems())
                .extracting(choice -> choice.value)
                .containsExactly("nearest", "repository", "snapshot");
        assertThat(target.doCheckSize(job, "10Gi").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(target.doCheckSize(job, "0").getMessage()).contains("to.size is '0'");
        assertThat(target.doCheckAccessModes(job, "ReadWriteOnce\nNever").getMessage())
                .contains("'Never'");
        assertThat(form.doDryRun(new FormRequest(world.restoration()), job, "{}")
                        .getMessage())
                .contains("Dry run: nothing is created.", "restic restore");
    }

    @Test
    void aFreestyleJobPutsItsVariablesIntoTheTextsOfTheTargetToo() throws Exception {
        HeadlessBuild build = new HeadlessProject("restore").build(Map.of("TARGET", "db-copy"));

        assertThat(Describables.make(
                                CinderSnapshotRestoreBuilder.class,
                                Map.of("step", dry(Map.of("to", Map.of("pvc", "${TARGET}")))))
                        .perform(build, null, build.listener()))
                .isTrue();

        assertThat(build.consoleText()).contains("to PVC shop/db-copy");
    }
}
