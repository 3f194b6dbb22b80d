package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands around the controller's process must not reach a client. */
class ClientIsolationTest {
    @TempDir
    Path home;

    private final Map<String, String> before = new LinkedHashMap<>();

    private void set(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    @AfterEach
    void restoreProperties() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void aClientKnowsNothingButItsConnection() throws Exception {
        Path kubeconfig = Files.createDirectories(home.resolve(".kube")).resolve("config");
        Files.writeString(kubeconfig, """
                current-context: hostile
                contexts: [{name: hostile, context: {cluster: hostile, user: hostile, namespace: hostile}}]
                clusters: [{name: hostile, cluster: {server: 'https://hostile.example.org', insecure-skip-tls-verify: true}}]
                users: [{name: hostile, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: ['%s']}}}]
                """.formatted(home.resolve("executed")));
        set("user.home", home.toString());
        set("kubeconfig", kubeconfig.toString());
        set("kubernetes.master", "https://hostile.example.org");
        set("kubernetes.auth.token", "hostile");
        set("kubernetes.trust.certificates", "true");
        set("kubernetes.disable.hostname.verification", "true");
        set("kubernetes.namespace", "hostile");
        set("https.proxy", "http://hostile.example.org:3128");
        set("no.proxy", "*");

        try (ClusterClients clusters = new ClusterClients();
                ClusterClient cluster = clusters.open(
                        new ClusterConnection("https://127.0.0.1:1", null, new Credential.Token("mine"), null))) {
            Config config = cluster.client().getConfiguration();

            assertThat(config.getMasterUrl()).startsWith("https://127.0.0.1:1");
            assertThat(config.getOauthToken()).isEqualTo("mine");
            assertThat(config.isTrustCerts()).isFalse();
            assertThat(config.isDisableHostnameVerification()).isFalse();
            assertThat(config.getNamespace()).isNull();
            assertThat(config.getHttpsProxy()).isNull();
            assertThat(config.getContexts()).isEmpty();
            assertThat(home.resolve("executed")).doesNotExist();
        }
    }

    @Test
    void equalConnectionsShareOneClientUntilTheLastUserHasGone() {
        ClusterConnection connection =
                new ClusterConnection("https://127.0.0.1:1", null, new Credential.Token("mine"), null);
        try (ClusterClients clusters = new ClusterClients()) {
            ClusterClient first = clusters.open(connection);
            ClusterClient second = clusters.open(
                    new ClusterConnection("https://127.0.0.1:1", null, new Credential.Token("mine"), null));
            ClusterClient other = clusters.open(
                    new ClusterConnection("https://127.0.0.1:1", null, new Credential.Token("theirs"), null));
            assertThat(second.client()).isSameAs(first.client()).isNotSameAs(other.client());

            first.close();
            first.close();
            assertThat(clusters.size()).isEqualTo(2);
            second.close();
            other.close();
            assertThat(clusters.size()).isZero();
        }
    }
}
