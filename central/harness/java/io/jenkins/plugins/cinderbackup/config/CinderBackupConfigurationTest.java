package io.jenkins.plugins.cinderbackup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.StaplerRequest2;

/** What is kept of the global configuration, and what is refused. */
class CinderBackupConfigurationTest {
    @TempDir
    private Path home;

    private HeadlessController controller;

    @BeforeEach
    void start() {
        controller = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void whatIsSetSurvivesARestart() {
        configuration()
                .setClouds(List.of(cloud(Map.of(
                        "name",
                        "Zürich",
                        "credentialsId",
                        "openstack",
                        "authUrl",
                        "https://keystone.example.org/v3"))));
        configuration()
                .setClusters(List.of(cluster(Map.of(
                        "name", "production", "credentialsId", "kubernetes", "namespaces", List.of("shop\nweb")))));
        controller.close();
        controller = HeadlessController.start(home);
        assertThat(configuration().cloud("Zürich"))
                .map(OpenstackCloud::getAuthUrl)
                .contains("https://keystone.example.org/v3");
        assertThat(configuration().cluster("production"))
                .map(KubernetesCluster::getNamespaces)
                .contains(List.of("shop", "web"));
        assertThat(configuration().cluster("production"))
                .map(KubernetesCluster::getCredentialsId)
                .contains("kubernetes");
    }

    @Test
    void allThatIsWrongWithCloudsIsSaidAtOnceAndTheOldOnesStay() {
        configuration().setClouds(List.of(cloud(Map.of("name", "old", "credentialsId", "openstack"))));
        List<OpenstackCloud> wrong = List.of(
                cloud(Map.of(
                        "name",
                        "a",
                        "authUrl",
                        "ftp://keystone.example.org",
                        "authType",
                        "token",
                        "endpointInterface",
                        "outer",
                        "maxConcurrentCreations",
                        0)),
                cloud(Map.of(
                        "name",
                        "a",
                        "credentialsId",
                        "x",
                        "caCertificate",
                        "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----")),
                cloud(Map.of("credentialsId", "x", "authUrl", "https://me:secret-7@keystone.example.org/v3")));
        assertThatThrownBy(() -> configuration().setClouds(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "(1) clouds[1].name is 'a', as that of another",
                        ". (2) clouds[2].name is missing",
                        ". (3) clouds[0].credentialsId is missing",
                        "clouds[0].authUrl",
                        "clouds[0].authType is 'token'",
                        "clouds[0].maxConcurrentCreations is '0': it must be a number from 1 to 9999",
                        "clouds[0].endpointInterface is 'outer'",
                        "clouds[1].caCertificate is no certificate",
                        "clouds[2].authUrl: The OpenStack auth URL holds a user or password")
                .hasMessageNotContaining("secret-7");
        assertThat(configuration().getClouds())
                .extracting(OpenstackCloud::getName)
                .containsExactly("old");
    }

    @Test
    void aCloudSaysHowManyBackupsCreateAtOnceAlsoForThoseThatBringItsAddressThemselves() {
        String keystone = "https://keystone.example.org:5000/v3";
        configuration()
                .setClouds(List.of(
                        cloud(Map.of(
                                "name", "a", "credentialsId", "x", "authUrl", keystone, "maxConcurrentCreations", 7)),
                        cloud(Map.of(
                                "name", "b", "credentialsId", "x", "authUrl", keystone, "maxConcurrentCreations", 3)),
                        cloud(Map.of("name", "c", "credentialsId", "x"))));
        assertThat(configuration().maxConcurrentCreations("a", keystone)).isEqualTo(7);
        assertThat(configuration().maxConcurrentCreations("c", keystone)).isEqualTo(10);
        assertThat(configuration().maxConcurrentCreations("inline", "https://Keystone.example.org:5000/"))
                .isEqualTo(3);
        assertThat(configuration().maxConcurrentCreations("inline", "https://elsewhere.example.org/v3"))
                .isEqualTo(10);
    }

    @Test
    void allThatIsWrongWithClustersIsSaidAtOnce() {
        List<KubernetesCluster> wrong = List.of(
                cluster(Map.of(
                        "name",
                        "a",
                        "serverUrl",
                        "http://k8s.example.org",
                        "namespace",
                        "Shop",
                        "backupNamespace",
                        "-b",
                        "namespaces",
                        List.of("ok", "not_ok"))),
                cluster(Map.of(
                        "name",
                        "own",
                        "inCluster",
                        true,
                        "serverUrl",
                        "https://k8s.example.org",
                        "credentialsId",
                        "x")));
        assertThatThrownBy(() -> configuration().setClusters(wrong))
                .hasMessageContainingAll(
                        "clusters[a].credentialsId is missing",
                        "clusters[a].serverUrl: The Kubernetes server URL must begin with https://",
                        "clusters[a].namespace is 'Shop'",
                        "clusters[a].backupNamespace is '-b'",
                        "clusters[a].namespaces is 'not_ok'",
                        "clusters[own].serverUrl is set together with inCluster",
                        " → remove one of them. (",
                        "clusters[own].credentialsId is set together with inCluster");
        assertThat(configuration().getClusters()).isEmpty();
    }

    @Test
    void allThatIsWrongWithRepositoriesIsSaidAtOnceAndTheOldOnesStay() {
        configuration().setRepositories(List.of(repository(Map.of("name", "old"))));
        List<ResticRepository> wrong = List.of(
                repository(Map.of("name", "a", "url", "s3:https://s3.example.org/{tenant}", "caCertificate", "MIIB")),
                repository(Map.of("name", "a", "secretRef", "Keys")),
                Describables.make(
                        ResticRepository.class, Map.of("url", "rest:https://bob:secret-7@host/", "name", "b")),
                new ResticRepository());

        assertThatThrownBy(() -> configuration().setRepositories(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "repositories[0].url has a brace that belongs to no placeholder",
                        "repositories[0].caCertificate is no certificate",
                        "repositories[1].name is 'a', as that of another",
                        "repositories[1].secretRef is set together with credential ids",
                        " → remove `repositories[1].secretRef`, or both",
                        "repositories[1].secretRef is 'Keys'",
                        "repositories[b].url has an @",
                        "Put the login into repositories[b].credentialsId",
                        "repositories[b].passwordCredentialsId is missing",
                        "repositories[3].name is missing",
                        "repositories[3].url is empty. Use an s3:, swift:, rest:, azure:, gs: or b2: repository. (")
                .hasMessageNotContaining("secret-7");
        assertThat(configuration().getRepositories())
                .extracting(ResticRepository::getName)
                .containsExactly("old");
    }

    @Test
    void aRepositorySurvivesARestartAndTheForm() throws FormException {
        configuration().setRepositories(List.of(repository(Map.of("name", "Mandanten", "credentialsId", "s3-keys"))));
        controller.close();
        controller = HeadlessController.start(home);
        assertThat(configuration().repository("Mandanten"))
                .map(kept -> List.of(kept.getUrl(), kept.getPasswordCredentialsId(), kept.getCredentialsId()))
                .contains(List.of("s3:https://s3.example.org/backups/{namespace}", "restic-password", "s3-keys"));

        assertThatThrownBy(() -> configuration()
                        .configure(new Form(List.of(), List.of(), List.of(new ResticRepository())), new JSONObject()))
                .isInstanceOf(FormException.class)
                .hasMessageContaining("repositories[0].name is missing");
        assertThat(configuration().repository("Mandanten")).isPresent();
        configuration()
                .configure(
                        new Form(List.of(), List.of(), List.of(repository(Map.of("name", "new")))), new JSONObject());
        assertThat(configuration().getRepositories())
                .extracting(ResticRepository::getName)
                .containsExactly("new");
    }

    @Test
    void theFormOfARepositoryChecksItsFields() {
        ResticRepository.DescriptorImpl form = new ResticRepository.DescriptorImpl();
        controller.add(HeadlessCredentials.text("restic-password", "canary"));

        assertThat(form.doCheckUrl("s3:https://s3.example.org/backups/{namespace}").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckUrl("s3:https://{namespace}/backups").getMessage())
                .contains("placeholder in its host");
        assertThat(form.doCheckUrl("").getMessage()).contains("is empty");
        assertThat(form.doCheckPasswordCredentialsId("restic-password", "").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPasswordCredentialsId("", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckPasswordCredentialsId("", "restic-keys").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPasswordCredentialsId("gone", "").kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(form.doCheckCredentialsId("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckName("").getMessage()).contains("name is missing");
        controller.deny(Jenkins.ADMINISTER);
        assertThat(form.doCheckUrl("").kind).as("of who may not configure").isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void imageAndResourcesAreCheckedToo() {
        ResourceOptions resources = Describables.make(
                ResourceOptions.class, Map.of("requests", Map.of("cpu", "much"), "limits", Map.of("memory", "0")));
        assertThatThrownBy(() -> configuration().setResources(resources))
                .hasMessageContainingAll("resources.requests.cpu is 'much'", "resources.limits.memory is '0'");
        assertThatThrownBy(() -> configuration().setImage("not an image"))
                .hasMessageContaining("image is 'not an image'");
        assertThat(configuration().getImage()).isNull();
    }

    @Test
    void aFormIsTakenOverAsAWholeOrNotAtAll() throws FormException {
        configuration().setClouds(List.of(cloud(Map.of("name", "old", "credentialsId", "openstack"))));
        List<OpenstackCloud> right = List.of(cloud(Map.of("name", "new", "credentialsId", "openstack")));
        List<KubernetesCluster> wrong = List.of(cluster(Map.of("name", "c")));
        assertThatThrownBy(() -> configuration().configure(new Form(right, wrong, List.of()), new JSONObject()))
                .isInstanceOf(FormException.class)
                .hasMessageContaining("clusters[c].credentialsId is missing");
        assertThat(configuration().getClouds())
                .extracting(OpenstackCloud::getName)
                .containsExactly("old");

        configuration().configure(new Form(right, List.of(), List.of()), new JSONObject());
        assertThat(configuration().getClouds())
                .extracting(OpenstackCloud::getName)
                .containsExactly("new");
    }

    @Test
    void aFormWithoutAnyCloudLeavesNone() throws FormException {
        configuration().setClouds(List.of(cloud(Map.of("name", "old", "credentialsId", "openstack"))));
        configuration().configure(new Form(List.of(), List.of(), List.of()), new JSONObject());
        assertThat(configuration().getClouds()).isEmpty();
    }

    private static CinderBackupConfiguration configuration() {
        return CinderBackupConfiguration.get();
    }

    private static OpenstackCloud cloud(Map<String, ?> values) {
        return Describables.make(OpenstackCloud.class, values);
    }

    private static KubernetesCluster cluster(Map<String, ?> values) {
        return Describables.make(KubernetesCluster.class, values);
    }

    private static ResticRepository repository(Map<String, ?> more) {
        Map<String, Object> values = new LinkedHashMap<>(Map.of(
                "url", "s3:https://s3.example.org/backups/{namespace}", "passwordCredentialsId", "restic-password"));
        values.putAll(more);
        return Describables.make(ResticRepository.class, values);
    }

    @Test
    void savingTheFormLeavesNoEmptyResourcesBehind() throws Exception {
        CinderBackupConfiguration configuration = CinderBackupConfiguration.get();

        configuration.configure(new Form(List.of(), List.of(), List.of()), new JSONObject());

        assertThat(configuration.getResources()).isNull();
        configuration.setResources(Describables.make(ResourceOptions.class, Map.of("limits", Map.of("cpu", "3"))));
        assertThat(configuration.getResources()).isNotNull();
        configuration.setResources(new ResourceOptions());
        assertThat(configuration.getResources()).as("by configuration as code").isNull();
    }

    /** A request whose form is bound already. */
    private record Form(
            List<OpenstackCloud> clouds, List<KubernetesCluster> clusters, List<ResticRepository> repositories)
            implements StaplerRequest2 {
        @Override
        public <T> T bindJSON(Class<T> type, JSONObject src) {
            return type.cast(new ResourceOptions());
        }

        @Override
        public <T> List<T> bindJSONToList(Class<T> type, Object src) {
            return new ArrayList<>(Stream.of(clouds, clusters, repositories)
                    .flatMap(List::stream)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList());
        }

        @Override
        public <T> T findAncestorObject(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }
}
