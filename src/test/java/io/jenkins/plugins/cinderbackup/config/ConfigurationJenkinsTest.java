package io.jenkins.plugins.cinderbackup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.yaml.YamlSource;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The global configuration in a real Jenkins: its form, JCasC, and who may call its form methods. */
@WithJenkins
class ConfigurationJenkinsTest {
    private static final String YAML = """
            unclassified:
              cinderSnapshotBackup:
                image: "registry.example.org/restic:0.18.1"
                resources:
                  requests: {cpu: "100m"}
                  limits: {memory: "4Gi"}
                clouds:
                - {name: "production", authUrl: "https://keystone.example.org/v3", credentialsId: "openstack", projectName: "shop"}
                clusters:
                - {name: "production", serverUrl: "https://k8s.example.org:6443", credentialsId: "token", backupNamespace: "backups",
                   namespaces: ["shop", "web"], imageAllowed: true, secretRefAllowed: true, labelsAndAnnotationsAllowed: true}
                - {name: "own", inCluster: true}
                repositories:
                - {name: "tenants", url: "s3:https://s3.example.org/backups/{namespace}", passwordCredentialsId: "restic-password",
                   credentialsId: "s3-keys"}
                - {name: "keys-in-the-cluster", url: "rest:https://backup.example.org/{cluster}/{namespace}/{pvc}", secretRef: "restic-keys"}
            """;

    private static final String WRONG = """
            unclassified:
              cinderSnapshotBackup:
                clusters:
                - {name: "a", serverUrl: "http://k8s.example.org"}
            """;

    private static final List<String> TESTS = List.of(
            "OpenstackCloud/testConnection", "KubernetesApi/testConnection", "KubernetesCluster/testConnection");

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theFormKeepsWhatWasThere() throws Exception {
        apply(YAML);
        String before = export();
        jenkins.configRoundtrip();
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        apply(YAML);
        String exported = export();
        CinderBackupConfiguration.get().setClouds(List.of());
        CinderBackupConfiguration.get().setClusters(List.of());
        CinderBackupConfiguration.get().setRepositories(List.of());
        apply("unclassified:\n  cinderSnapshotBackup:\n" + exported.indent(4));
        assertThat(export()).isEqualTo(exported);
        assertThat(exported)
                .contains(
                        "backupNamespace: \"backups\"",
                        "inCluster: true",
                        "secretRefAllowed: true",
                        "labelsAndAnnotationsAllowed: true",
                        "memory: \"4Gi\"",
                        "url: \"s3:https://s3.example.org/backups/{namespace}\"",
                        "secretRef: \"restic-keys\"");
    }

    @Test
    void aWrongImportIsRefusedAndTheOldSettingsStay() throws Exception {
        apply(YAML);
        String before = export();
        assertThatThrownBy(() -> apply(WRONG)).isInstanceOf(ConfiguratorException.class);
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void whatWasSetIsThereAfterALoad() throws Exception {
        apply(YAML);
        assertThat(new CinderBackupConfiguration().getClusters())
                .extracting(KubernetesCluster::getName)
                .containsExactly("production", "own");
    }

    @Test
    void connectionTestsNeedAPost() throws Exception {
        for (String test : TESTS) {
            try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
                client.setThrowExceptionOnFailingStatusCode(false);
                assertThat(client.goTo(path("", test), null).getWebResponse().getStatusCode())
                        .as(test)
                        .isIn(404, 405);
            }
        }
    }

    @Test
    void connectionTestsAreForAdministratorsAndForWhoMayConfigureTheJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("nightly");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("owner", "reader")
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(job)
                .to("owner")
                .grant(Item.READ)
                .onItems(job)
                .to("reader"));

        for (String test : TESTS) {
            boolean administratorsAlone = test.startsWith("KubernetesCluster");
            assertThat(post("admin", "", test)).as(test).isEqualTo(200);
            assertThat(post("owner", "", test)).as(test).isEqualTo(403);
            assertThat(post("reader", "", test)).as(test).isEqualTo(403);
            assertThat(post("admin", job.getUrl(), test)).as(test).isEqualTo(200);
            assertThat(post("owner", job.getUrl(), test)).as(test).isEqualTo(administratorsAlone ? 403 : 200);
            assertThat(post("reader", job.getUrl(), test)).as(test).isEqualTo(403);
        }
    }

    private int post(String user, String place, String method) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login(user);
            client.setThrowExceptionOnFailingStatusCode(false);
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), path(place, method)), HttpMethod.POST);
            return client.getPage(client.addCrumb(request)).getWebResponse().getStatusCode();
        }
    }

    private static String path(String place, String method) {
        return place + "descriptorByName/" + CinderBackupConfiguration.class.getPackageName() + "." + method;
    }

    private void apply(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configureWith(YamlSource.of(file));
    }

    private static String export() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("cinderSnapshotBackup"));
    }
}
