package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups with nothing but what {@code examples/kubernetes} and {@code examples/openstack} give: roles, admission policy, a namespace that enforces
 * the pod-security level baseline, an application credential with access rules.
 */
@Real
class RealLeastPrivilegeTest {
    @TempDir
    private Path temp;

    private RealSite site;
    private RealJenkins jenkins;
    private ApplicationCredentials credentials;
    private AppliedExamples applied;

    @BeforeEach
    void open() throws Exception {
        site = RealSite.open();
        jenkins = new RealJenkins(site, Files.createDirectory(temp.resolve("home")));
        credentials = new ApplicationCredentials();
        useRules(OpenstackExamples.accessRules());
    }

    @AfterEach
    void close() {
        jenkins.close();
        if (applied != null) {
            applied.close();
        }
        credentials.close();
        site.close();
    }

    @Test
    void theFilesSufficeInABackupNamespace() throws Exception {
        apply(site.backupNamespace());
        backUp();
    }

    @Test
    void theFilesSufficeInTheSourcesNamespace() throws Exception {
        apply(site.namespace());
        backUp();
    }

    private void backUp() throws Exception {
        RealSite.Source source = source();

        Map<String, Object> returned = jenkins.run(jenkins.arguments("db"));

        assertThat(returned).containsEntry("result", "SUCCESS");
        assertThat(site.leftovers()).containsExactlyInAnyOrderElementsOf(site.retained(source, (String)
                returned.get("cinderSnapshotName")));
        assertThat(source.tree().differencesTo(jenkins.restic().restore("latest", temp.resolve("restored"))))
                .isEmpty();
    }

    @Test
    void eachKubernetesRightThatIsMissingIsNamedAndNothingIsCreated() throws Exception {
        apply(site.backupNamespace());
        source();

        for (Right right : applied.examples().neededRights()) {
            applied.take(right);
            String namespace = applied.examples().namespaceOf(right);
            assertThat(refusal(jenkins.arguments("db")))
                    .as(right.toString())
                    .contains("Forbidden: " + right.verb() + " " + right.resource()
                            + (namespace.isEmpty() ? " (cluster-wide)" : " in namespace " + namespace));
            applied.give(right);
        }
        assertThat(site.leftovers()).isEmpty();
    }

    @Test
    void eachAccessRuleThatIsMissingIsNamedAndNothingIsCreated() throws Exception {
        source();

        for (String request : OpenstackExamples.requests()) {
            useRules(OpenstackExamples.without(request));
            assertThat(refusal(jenkins.arguments("db")))
                    .contains("The application credential has no access rule for " + request + ".");
        }
        assertThat(site.leftovers()).isEmpty();
    }

    @Test
    void thePolicyLetsTheServiceAccountMakeAndDeleteOnlyVolumesOfABackup() {
        apply(site.backupNamespace());
        PersistentVolume good = applied.volume("good-" + site.backupNamespace());
        PersistentVolume foreign = new PersistentVolumeBuilder(good)
                .editMetadata()
                .withName("foreign-" + site.backupNamespace())
                .withLabels(null)
                .endMetadata()
                .build();
        KubernetesClient administrator = site.cluster().client();
        administrator.resource(foreign).create();
        try (KubernetesClient account = applied.account()) {
            assertThat(account.resource(good).dryRun(true).create()).isNotNull();
            bad(good)
                    .forEach((words, volume) -> assertThatThrownBy(
                                    () -> account.resource(volume).dryRun(true).create())
                            .as(words)
                            .hasMessageContaining("ValidatingAdmissionPolicy 'cinder-snapshot-backup'")
                            .hasMessageContaining(words));
            assertThatThrownBy(() -> account.resource(foreign).delete())
                    .hasMessageContaining("only PVs with the label");
        } finally {
            administrator.resource(foreign).delete();
        }
    }

    @Test
    void withTheRightsOfARestoreTheServiceAccountMarksVolumesOfItsOwnAndChangesNothingElse() {
        apply(site.backupNamespace());
        applied.allowRestores();
        PersistentVolume own = applied.volume("own-" + site.backupNamespace());
        PersistentVolume foreign = new PersistentVolumeBuilder(own)
                .editMetadata()
                .withName("foreign-" + site.backupNamespace())
                .withLabels(null)
                .endMetadata()
                .build();
        KubernetesClient administrator = site.cluster().client();
        administrator.resource(own).create();
        administrator.resource(foreign).create();
        try (KubernetesClient account = applied.account()) {
            Map<String, String> ours = own.getMetadata().getLabels();
            account.resource(own).edit(volume -> labelled(volume, OwnershipLabels.KEEP, "true"));
            ours.forEach((name, value) -> assertThatThrownBy(
                            () -> account.resource(foreign).edit(volume -> labelled(volume, name, value)))
                    .hasMessageContaining("only PVs with the label"));
            assertThatThrownBy(() -> account.resource(own)
                            .edit(volume -> new PersistentVolumeBuilder(volume)
                                    .editSpec()
                                    .withPersistentVolumeReclaimPolicy("Delete")
                                    .endSpec()
                                    .build()))
                    .hasMessageContaining("only the metadata of a PV can be changed");
        } finally {
            administrator.resource(own).delete();
            administrator.resource(foreign).delete();
        }
    }

    private static PersistentVolume labelled(PersistentVolume volume, String name, String value) {
        return new PersistentVolumeBuilder(volume)
                .editMetadata()
                .addToLabels(name, value)
                .endMetadata()
                .build();
    }

    private Map<String, PersistentVolume> bad(PersistentVolume good) {
        Map<String, PersistentVolume> bad = new LinkedHashMap<>();
        bad.put(
                "only PVs with the label",
                new PersistentVolumeBuilder(good)
                        .editMetadata()
                        .withLabels(Map.of("a", "b"))
                        .endMetadata()
                        .build());
        bad.put(
                "only PVs of the CSI driver",
                new PersistentVolumeBuilder(good)
                        .editSpec()
                        .withCsi(null)
                        .withNewNfs()
                        .withServer("nfs")
                        .withPath("/")
                        .endNfs()
                        .endSpec()
                        .build());
        bad.put(
                "only PVs of the CSI driver cinder",
                new PersistentVolumeBuilder(good)
                        .editSpec()
                        .editCsi()
                        .withDriver("nfs.csi.k8s.io")
                        .endCsi()
                        .endSpec()
                        .build());
        bad.put(
                "only PVs for claims in the namespace",
                new PersistentVolumeBuilder(good)
                        .editSpec()
                        .editClaimRef()
                        .withNamespace(site.namespace())
                        .endClaimRef()
                        .endSpec()
                        .build());
        bad.put(
                "only PVs whose volume is retained",
                new PersistentVolumeBuilder(good)
                        .editSpec()
                        .withPersistentVolumeReclaimPolicy("Delete")
                        .endSpec()
                        .build());
        bad.put(
                "only PVs that are mounted read-only",
                new PersistentVolumeBuilder(good)
                        .editSpec()
                        .withMountOptions(List.of())
                        .endSpec()
                        .build());
        return bad;
    }

    private RealSite.Source source() {
        return site.source("db", "ext4", root -> SampleFiles.fill(root, 50, 1));
    }

    private void apply(String namespace) {
        applied = new AppliedExamples(site.cluster().client(), namespace, site.namespace());
        Config cluster = site.cluster().client().getConfiguration();
        jenkins.controller().add(HeadlessCredentials.text("service-account", applied.token()));
        CinderBackupConfiguration.get()
                .setClusters(List.of(jenkins.cluster(Map.of(
                        "serverUrl",
                        cluster.getMasterUrl(),
                        "caCertificate",
                        new String(Base64.getDecoder().decode(cluster.getCaCertData()), StandardCharsets.UTF_8),
                        "credentialsId",
                        "service-account",
                        "backupNamespace",
                        namespace))));
        site.look();
    }

    private void useRules(JsonNode rules) {
        ApplicationCredentials.ApplicationCredential credential = credentials.make(rules);
        jenkins.controller().add(HeadlessCredentials.login("restricted", credential.id(), credential.secret()));
        CinderBackupConfiguration.get()
                .setClouds(List.of(
                        jenkins.cloud(Map.of("credentialsId", "restricted", "authType", "applicationCredential"))));
    }

    private String refusal(Map<String, Object> arguments) throws Exception {
        HeadlessStep step = jenkins.start(arguments);
        String message = step.failure(RealJenkins.LIMIT).getMessage();
        assertThat(message).startsWith("Backup failed in Pending");
        assertThat(step.consoleText()).doesNotContain("CreatingSnapshot");
        return message;
    }
}
