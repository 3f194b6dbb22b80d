package io.jenkins.plugins.cinderbackup.openstack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudAuth;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.EndpointInterface;
import io.jenkins.plugins.cinderbackup.openstack.keystone.SecretText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.internal.HttpExecutor;

/** TLS, proxy and limits of the connector. */
class TransportTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void openstack4jFindsOurConnector() {
        assertThat(HttpExecutor.create().getExecutorName()).isEqualTo("java.net.http");
    }

    @Test
    void aPrivateAuthorityIsTrustedOnlyWhereItIsGiven() throws Exception {
        certificate("good", "ip:127.0.0.1,dns:localhost", "-1d");
        String url = https("good");
        assertThat(get(ConnectionSettings.DEFAULT.withCaCertificates(pem("good")), url)
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> get(ConnectionSettings.DEFAULT, url)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void aSelfSignedCertificateIsRefusedForGood() throws Exception {
        certificate("self", "ip:127.0.0.1", "-1d");
        String url = https("self");
        CloudSettings cloud = new CloudSettings(
                url + "/v3",
                new CloudAuth.ApplicationCredential("a", new SecretText("b")),
                null,
                EndpointInterface.PUBLIC,
                ConnectionSettings.DEFAULT);
        assertThatThrownBy(new OpenstackClouds().blockStorage(cloud)::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("certification path")
                .extracting(
                        e -> ((PermanentException) e).findings().get(0).hints().toString())
                .asString()
                .contains("caCertificate");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        certificate("other", "dns:other.example", "-1d");
        String url = https("other");
        assertThatThrownBy(() -> get(ConnectionSettings.DEFAULT.withCaCertificates(pem("other")), url))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void anExpiredCertificateOfATrustedAuthorityIsRefused() throws Exception {
        certificate("authority", "dns:ca.example", "-40d", "-ext", "bc:c", "-validity", "80");
        ConnectionSettings trusting = ConnectionSettings.DEFAULT.withCaCertificates(pem("authority"));
        signed("valid", "-1d");
        String valid = https("valid");
        assertThat(get(trusting, valid).status()).isEqualTo(200);
        signed("expired", "-30d");
        String expired = https("expired");
        assertThatThrownBy(() -> get(trusting, expired))
                .isInstanceOf(ConnectionException.class)
                .hasStackTraceContaining("NotAfter");

        CloudSettings cloud = new CloudSettings(
                expired + "/v3",
                new CloudAuth.ApplicationCredential("a", new SecretText("b")),
                null,
                EndpointInterface.PUBLIC,
                trusting);
        assertThatThrownBy(new OpenstackClouds().blockStorage(cloud)::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("NotAfter");
    }

    @Test
    void aCaThatIsNoPemIsRefusedWithAHint() {
        for (String text :
                List.of("not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")) {
            assertThatThrownBy(() -> Transport.of(ConnectionSettings.DEFAULT.withCaCertificates(text)))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("CA certificate cannot be read");
        }
    }

    @Test
    void anAnswerLongerThanTheLimitIsCutOff() throws Exception {
        String url = http(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(block);
            }
            exchange.close();
        });
        assertThatThrownBy(() -> get(ConnectionSettings.DEFAULT, url))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("longer than 33554432 bytes");
    }

    @Test
    void aProxyIsUsedExceptForHostsThatAreReachedDirectly() throws Exception {
        String proxied = http(exchange -> {
            byte[] seen = ("proxied " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, seen.length);
            exchange.getResponseBody().write(seen);
            exchange.close();
        });
        String direct = http(exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        int port = URI.create(proxied).getPort();
        ConnectionSettings through =
                ConnectionSettings.DEFAULT.withProxy(new HttpProxy("127.0.0.1", port, List.of("127.*", "*.internal")));
        assertThat(get(through, "http://keystone.example/v3").body()).isEqualTo("proxied http://keystone.example/v3");
        assertThat(get(through, direct).status()).isEqualTo(204);
    }

    /** Java reads a hosts file that it is given for each name; one that never comes to its end hangs it as a resolver without an answer does. */
    @Test
    void namesThatHangTheResolverDelayNoOtherCloud() throws Exception {
        String healthy = http(exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        Path hosts = folder.resolve("hosts");
        assertThat(new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor())
                .isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DeadZone.class.getName(),
                        healthy)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Reply get(ConnectionSettings settings, String url) {
        return Transport.of(settings)
                .send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private String http(HttpHandler handler) throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http", handler);
    }

    private String https(String alias) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only(alias), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return serve(server, "https", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
    }

    private String serve(HttpServer server, String scheme, HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
        servers.add(server);
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Makes a self-signed certificate that is valid for ten days from its start. */
    private void certificate(String alias, String names, String start, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + names,
                "-startdate",
                start,
                "-validity",
                "10"));
        arguments.addAll(List.of(more));
        keytool(arguments);
    }

    /** Makes a certificate for 127.0.0.1 that the authority signs, valid for ten days from its start. */
    private void signed(String alias, String start) throws IOException, InterruptedException {
        String request = folder.resolve(alias + ".csr").toString();
        String certificate = folder.resolve(alias + ".crt").toString();
        certificate(alias, "ip:127.0.0.1", start);
        keytool(List.of("-certreq", "-alias", alias, "-file", request));
        keytool(List.of(
                "-gencert",
                "-alias",
                "authority",
                "-infile",
                request,
                "-outfile",
                certificate,
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                start,
                "-validity",
                "10"));
        keytool(List.of("-importcert", "-noprompt", "-alias", alias, "-file", certificate));
    }

    private void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of(
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-J-XX:TieredStopAtLevel=1"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private Path store() {
        return folder.resolve("store.p12");
    }

    private String pem(String alias) throws IOException, GeneralSecurityException {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(load().getCertificate(alias).getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /** The store with nothing but this key, so that the server has no choice. */
    private KeyStore only(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = load();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        return one;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
