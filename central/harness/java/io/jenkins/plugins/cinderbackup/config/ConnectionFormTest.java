package io.jenkins.plugins.cinderbackup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.ProxyConfiguration;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** The live checks and connection tests of the forms, for who may and who may not. */
class ConnectionFormTest {
    private static final String TOKEN = "canary-token-4711";

    @TempDir
    private Path home;

    @TempDir
    private Path volumes;

    private HeadlessController controller;
    private SimulatedSite site;
    private final OpenstackCloud.DescriptorImpl cloud = new OpenstackCloud.DescriptorImpl();
    private final KubernetesCluster.DescriptorImpl cluster = new KubernetesCluster.DescriptorImpl();
    private final KubernetesApi.DescriptorImpl api = new KubernetesApi.DescriptorImpl();

    @BeforeEach
    void start() throws IOException {
        controller = HeadlessController.start(home);
        site = new SimulatedSite(volumes);
        site.kubernetes().access().requireToken(TOKEN);
        site.kubernetes().createNamespace("backups");
        controller.add(HeadlessCredentials.login("openstack", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        controller.add(HeadlessCredentials.login("wrong", OpenstackSimulator.USER, "canary-wrong-4711"));
        controller.add(HeadlessCredentials.text("token", TOKEN));
        controller.add(HeadlessCredentials.text("expired", "canary-expired-4711"));
    }

    @AfterEach
    void stop() {
        site.close();
        controller.close();
    }

    @Test
    void aCloudSaysWhoLoggedInAndWhatIsLeft() {
        FormValidation answer = testCloud(null, "openstack");
        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.getMessage())
                .contains(
                        "Logged in as user 'demo' to project 'demo-project'.",
                        "Roles: member, reader.",
                        "Block storage API 3.65 in region 'RegionOne'.",
                        "Quota left: 10 of 10 volumes, 10 of 10 snapshots, 1000 of 1000 GiB.");
        assertThat(site.openstack().volumes()).isEmpty();
    }

    @Test
    void aWrongPasswordIsSaidWithHintsAndWithoutThePassword() {
        FormValidation answer = testCloud(null, "wrong");
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage())
                .contains("Failed to authenticate with OpenStack", "verify all OS_*")
                .doesNotContain("canary");
    }

    @Test
    void aCredentialThatIsMissingOrDoesNotFitIsNamed() {
        assertThat(testCloud(null, "nobody").getMessage())
                .startsWith(
                        "credentialsId: there is no credential 'nobody' of type Username with password or Secret file that every job may use.")
                .contains("searched were the credentials of Jenkins, scope Global");
        assertThat(cluster.doTestConnection("", "", "token", "", false, "", "", "")
                        .getMessage())
                .startsWith("serverUrl is missing");
        assertThat(testCloud(null, "token").getMessage())
                .contains("credential 'token' is a Secret text, wanted is a Username with password or Secret file");
        assertThat(testCloud(null, "").getMessage()).startsWith("credentialsId is missing");
    }

    @Test
    void aClusterSaysItsVersionAndThatNothingIsMissing() {
        FormValidation answer = testCluster("token", false);
        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.getMessage())
                .contains(
                        "Logged in to Kubernetes v1.33.1.",
                        "All permissions that a backup needs are there, in namespace 'backups'");
    }

    @Test
    void aClusterSaysWhichPermissionsAreMissing() {
        site.kubernetes().access().deny("create", "jobs");
        site.kubernetes().access().deny("delete", "jobs");
        FormValidation answer = testCluster("token", false);
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage())
                .contains(
                        "v1.33.1",
                        "Forbidden: create, delete jobs in namespace backups.",
                        "add to a Role in namespace backups")
                .doesNotContain("All permissions");
    }

    @Test
    void aNamespaceThatDoesNotExistIsNamedWhicheverFieldHasIt() {
        String url = site.kubernetes().url();
        FormValidation answer =
                cluster.doTestConnection(url, "", "token", "", false, "shopp", "backup", "default\nteam-b");
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage())
                .contains("no namespace 'shopp'", "no namespace 'backup'", "no namespace 'team-b'")
                .doesNotContain("no namespace 'default", "All permissions");
        // Who may not read namespaces sees it of those in which a backup may create
        site.kubernetes().access().deny("get", "namespaces");
        assertThat(cluster.doTestConnection(url, "", "token", "", false, "", "backup", "")
                        .getMessage())
                .contains("no namespace 'backup'");
        assertThat(cluster.doTestConnection(url, "", "token", "", false, "", "backups", "").kind)
                .isEqualTo(Kind.OK);
        site.kubernetes().access().deny("create", "secrets");
        assertThat(cluster.doTestConnection(url, "", "token", "", false, "", "backups", "")
                        .getMessage())
                .contains("Not seen was whether these namespaces exist", "backups");
    }

    @Test
    void whatCannotBeANamespaceIsRefusedBeforeAnythingIsAsked() {
        int before = site.kubernetes().requests();
        FormValidation answer =
                cluster.doTestConnection(site.kubernetes().url(), "", "token", "", false, "Bad Name!", "", "Shop");
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).contains("Bad Name!", "Shop", "RFC 1123");
        assertThat(site.kubernetes().requests()).isEqualTo(before);
    }

    @Test
    void allThatIsWrongInAFormIsSaidAtOnceBeforeAnythingIsAsked() {
        int before = site.kubernetes().requests();
        assertThat(cluster.doTestConnection("http://k8s", "MIIB", "", "", false, "Bad Name!", "", "")
                        .getMessage())
                .contains("credentialsId is missing", "serverUrl: ", "caCertificate is no certificate", "Bad Name!");
        assertThat(api.doTestConnection(null, "http://k8s", "MIIB", "", "").getMessage())
                .contains("credentialsId is missing", "serverUrl: ", "caCertificate is no certificate");
        assertThat(cloud.doTestConnection(null, "ftp://keystone", "", "token", "", "", "", "", "outer", "MIIB", "")
                        .getMessage())
                .contains("credentialsId is missing", "authUrl: ", "authType is 'token'")
                .contains("endpointInterface is 'outer'", "caCertificate is no certificate");
        assertThat(site.kubernetes().requests()).isEqualTo(before);
    }

    @Test
    void aCloudThatIsNotReachedIsToldWithTheReasonAndWhatToDo() {
        assertThat(testCloudAt("http://127.0.0.1:9/v3").getMessage())
                .contains("connection refused by 127.0.0.1:9", "check the port");
        assertThat(testCloudAt("https://keystone.invalid:5000/v3").getMessage())
                .contains("unknown host keystone.invalid", "DNS");
    }

    @Test
    void anUnknownEntryOfACloudsYamlIsAnsweredWithThoseThatAreThere() {
        controller.add(HeadlessCredentials.file("clouds", "clouds: {north: {auth: {}}, south: {auth: {}}}"));
        assertThat(cloud.doTestConnection(null, "", "clouds", "", "", "", "", "", "", "", "west")
                        .getMessage())
                .contains("no cloud 'west'; it has north, south");
    }

    private FormValidation testCloudAt(String url) {
        return cloud.doTestConnection(null, url, "openstack", "", OpenstackSimulator.PROJECT, "", "", "", "", "", "");
    }

    @Test
    void aProxyThatWantsALoginIsRefusedUnlessItIsNotOnTheWay() {
        controller.useProxy(new ProxyConfiguration("127.0.0.1", 9, "jenkins", "canary-proxy-4711", null));
        for (FormValidation answer : List.of(testCloud(null, "openstack"), testCluster("token", false))) {
            assertThat(answer.kind).isEqualTo(Kind.ERROR);
            assertThat(answer.getMessage())
                    .contains(
                            "The proxy 127.0.0.1:9 of Jenkins is on the way to 127.0.0.1, and has a user name: that is not supported.",
                            "No Proxy Host")
                    .doesNotContain("canary");
        }
        controller.useProxy(new ProxyConfiguration("127.0.0.1", 9, "jenkins", "canary-proxy-4711", "127.0.0.1"));
        assertThat(testCloud(null, "openstack").kind).isEqualTo(Kind.OK);
        assertThat(testCluster("token", false).kind).isEqualTo(Kind.OK);
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidAndNotShown() {
        assertThat(api.doTestConnection(null, site.kubernetes().url(), null, "expired", null)
                        .getMessage())
                .contains("does not accept the credential (401)")
                .doesNotContain("canary");
    }

    @Test
    void theServiceAccountOfThePodIsNeverSentToAServerOfTheForm() {
        int before = site.kubernetes().requests();
        FormValidation answer = testCluster(null, true);
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).contains("serverUrl is set together with inCluster");
        assertThat(site.kubernetes().requests()).isEqualTo(before);
    }

    @Test
    void whoMayNotConfigureGetsNeitherATestNorACheckNorAChoice() {
        Item job = controller.job("nightly");
        controller.deny(Jenkins.ADMINISTER, Item.CONFIGURE, Item.EXTENDED_READ, CredentialsProvider.USE_ITEM);
        int before = site.kubernetes().requests();
        for (Item item : new Item[] {null, job}) {
            assertThatThrownBy(() -> testCloud(item, "openstack")).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(
                            () -> api.doTestConnection(item, site.kubernetes().url(), null, "token", null))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(cloud.doCheckAuthUrl(item, "ftp://x").kind).isEqualTo(Kind.OK);
            assertThat(cloud.doCheckCredentialsId(item, "").kind).isEqualTo(Kind.OK);
            assertThat(values(cloud.doFillCredentialsIdItems(item, "chosen"))).containsExactly("chosen");
        }
        assertThat(site.kubernetes().requests()).isEqualTo(before);
    }

    @Test
    void aNamedClusterIsTheAdministratorsAlone() {
        controller.deny(Jenkins.ADMINISTER);
        assertThatThrownBy(() -> testCluster("token", false)).isInstanceOf(AccessDeniedException.class);
        assertThat(testCloud(controller.job("nightly"), "openstack").kind).isEqualTo(Kind.OK);
    }

    @Test
    void dropDownsListWhatFits() {
        assertThat(values(cloud.doFillCredentialsIdItems(null, "")))
                .containsExactlyInAnyOrder("", "openstack", "wrong");
        assertThat(values(cluster.doFillCredentialsIdItems(null, "")))
                .containsExactlyInAnyOrder("", "token", "expired");
    }

    @Test
    void whatIsForJenkinsItselfIsNotOfferedSinceNoJobMayUseIt() {
        controller.add(HeadlessCredentials.systemText("of-jenkins", "canary-system-4711"));
        assertThat(values(cluster.doFillCredentialsIdItems(null, "")))
                .containsExactlyInAnyOrder("", "token", "expired");
        assertThat(cluster.doCheckCredentialsId("of-jenkins", false).kind).isEqualTo(Kind.WARNING);
        assertThat(testCluster("of-jenkins", false).getMessage())
                .contains("there is no credential 'of-jenkins'", "those of scope System are not for jobs");
    }

    @Test
    void aFolderOffersWhatItHasAndWhatJenkinsHas() {
        controller.add("team-a", HeadlessCredentials.text("of-team-a", TOKEN));
        Item here = controller.job("team-a/nightly");
        Item there = controller.job("team-b/nightly");
        assertThat(values(api.doFillCredentialsIdItems(here, "")))
                .containsExactlyInAnyOrder("", "token", "expired", "of-team-a");
        assertThat(values(api.doFillCredentialsIdItems(there, ""))).containsExactlyInAnyOrder("", "token", "expired");
        assertThat(api.doTestConnection(here, site.kubernetes().url(), null, "of-team-a", null).kind)
                .isEqualTo(Kind.OK);
        assertThat(api.doTestConnection(there, site.kubernetes().url(), null, "of-team-a", null)
                        .getMessage())
                .contains(
                        "there is no credential 'of-team-a' of type Secret text or Secret file that 'team-b/nightly' may use.")
                .contains("searched were the credentials of folder 'team-b' and of Jenkins, scope Global");
    }

    @Test
    void fieldsAreCheckedWhileTheyAreTyped() {
        assertThat(cloud.doCheckAuthUrl(null, "https://keystone.example.org/v3").kind)
                .isEqualTo(Kind.OK);
        assertThat(cloud.doCheckAuthUrl(null, "keystone").getMessage()).contains("is not an http or https URL");
        assertThat(cloud.doCheckAuthUrl(controller.job("nightly"), "$AUTH_URL").kind)
                .isEqualTo(Kind.OK);
        assertThat(cloud.doCheckCaCertificate(null, "text").getMessage()).contains("caCertificate is no certificate");
        assertThat(cloud.doCheckName(" ").getMessage()).contains("name is missing");
        assertThat(cluster.doCheckServerUrl(null, "http://k8s.example.org").getMessage())
                .contains("must begin with https://");
        assertThat(cluster.doCheckBackupNamespace("Backups").getMessage()).contains("RFC 1123");
        assertThat(cluster.doCheckNamespaces("shop\nWEB").getMessage()).contains("'WEB'");
        assertThat(cluster.doCheckCredentialsId("", true).kind).isEqualTo(Kind.OK);
        assertThat(cluster.doCheckCredentialsId("", false).kind).isEqualTo(Kind.ERROR);
        assertThat(cluster.doCheckCredentialsId("elsewhere", false).kind).isEqualTo(Kind.WARNING);
        assertThat(new ResourceAmounts.DescriptorImpl()
                        .doCheckMemory(null, "2 GB")
                        .getMessage())
                .contains("Kubernetes quantity");
    }

    private FormValidation testCloud(Item item, String credentialsId) {
        return cloud.doTestConnection(
                item,
                site.openstack().authUrl(),
                credentialsId,
                "",
                OpenstackSimulator.PROJECT,
                "",
                "",
                "",
                "",
                "",
                "");
    }

    private FormValidation testCluster(String credentialsId, boolean inCluster) {
        return cluster.doTestConnection(site.kubernetes().url(), "", credentialsId, "", inCluster, "", "backups", "");
    }

    private static List<String> values(ListBoxModel choices) {
        return choices.stream().map(choice -> choice.value).toList();
    }
}
