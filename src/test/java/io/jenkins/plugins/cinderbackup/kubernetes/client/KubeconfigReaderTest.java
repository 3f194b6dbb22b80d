package io.jenkins.plugins.cinderbackup.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigReaderTest {
    private static final String SECRET = "s3cr3t-t0k3n";

    private static String config(String clusterLines, String userLines) {
        return """
                apiVersion: v1
                kind: Config
                current-context: main
                contexts:
                - name: main
                  context: {cluster: c, user: u}
                clusters:
                - name: c
                  cluster:
                    %s
                users:
                - name: u
                  user:
                    %s
                """.formatted(clusterLines, userLines);
    }

    private static String withToken() {
        return config("server: https://k8s.example.org:6443", "token: " + SECRET);
    }

    private static List<String> problems(String text, String context) {
        PermanentException failure =
                catchThrowableOfType(PermanentException.class, () -> KubeconfigReader.read(text, context));
        assertThat(failure).isNotNull();
        assertThat(failure.findings().toString()).doesNotContain(SECRET);
        return failure.findings().stream().map(Finding::message).toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsServerCaAndToken() {
        String text = config(
                "{server: 'https://k8s.example.org:6443', certificate-authority-data: " + base64("a CA") + "}",
                "token: " + SECRET);

        assertThat(KubeconfigReader.read(text, null))
                .isEqualTo(new ClusterConnection(
                        "https://k8s.example.org:6443", "a CA", new Credential.Token(SECRET), null));
    }

    @Test
    void readsAnInlineClientCertificate() {
        String text = config(
                "server: https://k8s.example.org",
                "{client-certificate-data: " + base64("a certificate") + ", client-key-data: " + base64("a key") + "}");

        assertThat(KubeconfigReader.read(text, "main").credential())
                .isEqualTo(new Credential.ClientCertificate("a certificate", "a key"));
    }

    @Test
    void whatTheChosenContextDoesNotNameIsNotJudged() {
        String text = withToken() + "- name: other\n  user: {exec: {command: /bin/false}}\n";

        assertThat(KubeconfigReader.read(text, null).serverUrl()).isEqualTo("https://k8s.example.org:6443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: touch, args: [/tmp/owned]}|exec",
                "auth-provider: {name: gcp}|auth-provider",
                "tokenFile: /etc/passwd|tokenFile",
                "client-certificate: /etc/cert.pem|client-certificate",
                "client-key: /etc/key.pem|client-key",
                "username: admin|username",
                "password: s3cr3t-t0k3n|password",
                "as: system:admin|as",
            })
    void aUserThatNeedsMoreThanInlineValuesIsRefusedByName(String line, String name) {
        assertThat(problems(config("server: https://k8s.example.org", line), null))
                .singleElement()
                .asString()
                .startsWith("The kubeconfig's user has '" + name + "', which is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insecure-skip-tls-verify: true|has insecure-skip-tls-verify: TLS is always verified",
                "certificate-authority: /etc/ca.pem|has 'certificate-authority', which is not supported",
                "tls-server-name: other.example.org|has 'tls-server-name', which is not supported",
                "certificate-authority-data: '!'|certificate-authority-data is not valid Base64",
            })
    void aClusterThatCannotBeTrustedIsRefused(String line, String message) {
        assertThat(problems(config("server: https://k8s.example.org\n    " + line, "token: " + SECRET), null))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThat(problems(config("insecure-skip-tls-verify: true", "{exec: {command: x}, tokenFile: x}"), null))
                .hasSize(4);
    }

    @Test
    void aFieldThatIsThereAndEmptyIsAsIfItWereNot() {
        String user = "{token: " + SECRET
                + ", exec: null, auth-provider: {}, tokenFile: '', client-certificate: ' ', username: \"\", password: ~, as: '',"
                + " as-groups: [], as-user-extra: {}}";
        String cluster =
                "server: https://k8s.example.org\n    certificate-authority: ''\n    tls-server-name: \"\"\n    insecure-skip-tls-verify: false";
        assertThat(KubeconfigReader.read(config(cluster, user), null).credential())
                .isEqualTo(new Credential.Token(SECRET));
    }

    @Test
    void missingAndDoubledReferencesAreNamedWithWhatThereIs() {
        PermanentException failure =
                catchThrowableOfType(PermanentException.class, () -> KubeconfigReader.read(withToken(), "prod"));
        assertThat(failure).hasMessage("The kubeconfig has no context 'prod'.");
        assertThat(failure.findings().get(0).hints()).containsExactly("Its contexts are: main.");

        assertThat(problems(withToken() + "- name: u\n  user: {token: x}\n", null))
                .containsExactly("The kubeconfig has more than one user 'u'.");
        assertThat(problems(withToken().replace("cluster: c,", "cluster: d,"), null))
                .containsExactly("The kubeconfig has no cluster 'd'.");
        assertThat(problems(withToken().replace("cluster: c, ", ""), null))
                .containsExactly("The context 'main' of the kubeconfig names no cluster.");
        assertThat(problems(withToken().replace("current-context: main", ""), null))
                .containsExactly("The kubeconfig has no current-context.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "- a\n- list", "a: [", "a: 1\na: 2", "token: 's3cr3t-t0k3n\nx: {", "\0"})
    void whatIsNoKubeconfigIsRefusedWithoutQuotingIt(String text) {
        assertThat(problems(text, null)).singleElement().asString().startsWith("The kubeconfig ");
    }

    @Test
    void aBombIsRefusedByItsLength() {
        assertThat(problems("a: " + "x".repeat(1 << 20), null))
                .singleElement()
                .asString()
                .contains("longer than");
    }

    @Test
    void aReferenceIsRefusedForItsNameWouldPassForTheValue() {
        assertThat(problems("x: &pw " + SECRET + "\n" + config("server: https://k8s.example.org", "token: *pw"), null))
                .singleElement()
                .asString()
                .contains("refers to another place", "line 15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "a: ", "? ", "&a [", "!!set {"})
    void nestingWithoutEndIsRefusedSoon(String piece) {
        assertThat(problems(piece.repeat((1 << 20) / piece.length()), null))
                .singleElement()
                .asString()
                .startsWith("The kubeconfig is not valid YAML");
    }

    @Test
    void plainHttpIsRefusedExceptOnTheLoopback() {
        assertThat(problems(config("server: http://k8s.example.org", "token: " + SECRET), null))
                .singleElement()
                .asString()
                .contains("must begin with https://");
        assertThat(KubeconfigReader.read(config("server: http://127.0.0.1:8001", "token: " + SECRET), null)
                        .serverUrl())
                .isEqualTo("http://127.0.0.1:8001");
    }

    @Test
    void aPasswordInTheServersUrlIsRefusedAndNotQuoted() {
        assertThat(problems(config("server: https://admin:" + SECRET + "@k8s.example.org", "token: x"), null))
                .singleElement()
                .asString()
                .contains("a password");
    }

    @Test
    void nothingOfACredentialIsInItsText() {
        assertThat(KubeconfigReader.read(withToken(), null)).hasToString("https://k8s.example.org:6443 with a token");
        assertThat(new Credential.ClientCertificate(SECRET, SECRET).toString()).doesNotContain(SECRET);
    }
}
