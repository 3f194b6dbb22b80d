package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.kubernetes.client.PemKey;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.simulator.FinestLog;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport, against an API server with TLS; keys are made by openssl as distributions make theirs. */
class TlsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "server.key",
                "-out",
                "server.pem",
                "-days",
                "1",
                "-subj",
                "/CN=kubernetes",
                "-addext",
                "subjectAltName=IP:127.0.0.1");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "other.key",
                "-out",
                "other.pem",
                "-days",
                "1",
                "-subj",
                "/CN=other");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "expired.key",
                "-out",
                "expired.csr",
                "-subj",
                "/CN=kubernetes");
        Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1");
        openssl(
                "x509",
                "-req",
                "-in",
                "expired.csr",
                "-CA",
                "other.pem",
                "-CAkey",
                "other.key",
                "-CAcreateserial",
                "-out",
                "expired.pem",
                "-days",
                "-1",
                "-extfile",
                "names");
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "sec1.key");
        openssl("req", "-x509", "-key", "sec1.key", "-out", "sec1.pem", "-days", "1", "-subj", "/CN=sec1");
        openssl("genrsa", "-traditional", "-out", "pkcs1.key", "2048");
        openssl("req", "-x509", "-key", "pkcs1.key", "-out", "pkcs1.pem", "-days", "1", "-subj", "/CN=pkcs1");
        openssl("genpkey", "-algorithm", "ed25519", "-out", "pkcs8.key");
        openssl("req", "-x509", "-key", "pkcs8.key", "-out", "pkcs8.pem", "-days", "1", "-subj", "/CN=pkcs8");
    }

    private static void openssl(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static String pem(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    private static HttpServerOptions tls() {
        return tls("server");
    }

    private static HttpServerOptions tls(String name) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(folder.resolve(name + ".pem").toString())
                        .setKeyPath(folder.resolve(name + ".key").toString()));
    }

    private static void ask(ClusterConnection connection) {
        try (ClusterClients clusters = new ClusterClients();
                ClusterClient cluster = clusters.open(connection)) {
            new Fabric8Cluster(cluster, Ticker.system(), () -> null).source("default", "db", null);
        }
    }

    @Test
    void aServerWhoseCertificateTheGivenCaHasSignedIsTrusted() throws Exception {
        try (KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), tls())) {
            ClusterConnection connection =
                    new ClusterConnection(simulator.url(), pem("server.pem"), new Credential.Token("t"), null);

            assertThatThrownBy(() -> ask(connection)).hasMessage("PVC default/db does not exist.");
        }
    }

    @Test
    void anyOtherServerIsNotTrustedAndTheHintSaysWhatToGive() throws Exception {
        try (KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), tls())) {
            for (String ca : new String[] {null, pem("other.pem")}) {
                ClusterConnection connection =
                        new ClusterConnection(simulator.url(), ca, new Credential.Token("t"), null);

                PermanentException failure = catchThrowableOfType(PermanentException.class, () -> ask(connection));
                assertThat(failure).hasMessageContaining("TLS certificate of the Kubernetes API server is not trusted");
                assertThat(failure.findings().get(0).hints())
                        .singleElement()
                        .asString()
                        .contains("caCertificate");
            }
            assertThat(simulator.requests()).isZero();
        }
    }

    @Test
    void anExpiredCertificateIsNotTrustedThoughTheGivenCaHasSignedIt() throws Exception {
        try (KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), tls("expired"))) {
            ClusterConnection connection =
                    new ClusterConnection(simulator.url(), pem("other.pem"), new Credential.Token("t"), null);

            PermanentException failure = catchThrowableOfType(PermanentException.class, () -> ask(connection));
            assertThat(failure).hasMessageContaining("is not trusted").hasMessageContaining("NotAfter");
            assertThat(failure.findings().get(0).hints())
                    .singleElement()
                    .asString()
                    .contains("has not expired");
            assertThat(simulator.requests()).isZero();
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        try (KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), tls())) {
            String url = simulator.url().replace("127.0.0.1", "localhost");
            ClusterConnection connection =
                    new ClusterConnection(url, pem("server.pem"), new Credential.Token("t"), null);

            assertThatThrownBy(() -> ask(connection))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("is not trusted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sec1", "pkcs1", "pkcs8"})
    void aClientCertificateLogsInWithEachFormOfKey(String form) throws Exception {
        HttpServerOptions options = tls().setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(folder.resolve(form + ".pem").toString()));
        FinestLog log = new FinestLog();
        try (log;
                KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), options)) {
            Credential credential = new Credential.ClientCertificate(pem(form + ".pem"), pem(form + ".key"));

            assertThatThrownBy(() -> ask(new ClusterConnection(simulator.url(), pem("server.pem"), credential, null)))
                    .hasMessage("PVC default/db does not exist.");
        }
        assertThat(log.lines()).anyMatch(line -> line.startsWith("io.fabric8"));
        List<String> secrets = pem(form + ".key")
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .toList();
        assertThat(log.lines()).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"
            })
    void aKeyThatCannotBeReadIsRefusedWithoutQuotingIt(String key) throws Exception {
        Credential credential = new Credential.ClientCertificate(pem("sec1.pem"), key);
        ClusterConnection connection = new ClusterConnection("https://127.0.0.1:1", null, credential, null);

        assertThatThrownBy(() -> ask(connection))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith("The client key of the Kubernetes connection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MAighP8AAAAAAA==", "MAYChP////o="
            }) // Lengths of 32 bits, negative in an int; the second led back to its own start
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLengthBeyondTheKeyIsRefused(String der) {
        assertThatThrownBy(
                        () -> PemKey.read("-----BEGIN EC PRIVATE KEY-----\n" + der + "\n-----END EC PRIVATE KEY-----"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("its structure is broken");
    }

    @Test
    void aCaThatIsNoCertificateIsRefused() {
        assertThatThrownBy(() ->
                        ask(new ClusterConnection("https://127.0.0.1:1", "not PEM", new Credential.Token("t"), null)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("CA certificate");
    }
}
