package io.jenkins.plugins.cinderbackup.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Login;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.SecretFile;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Text;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials as people store them. */
class CredentialLookupTest {
    @TempDir
    private Path home;

    private final Masking masking = new Masking();
    private HeadlessController controller;

    @BeforeEach
    void start() {
        controller = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\r"})
    void aLineEndBehindAValueIsNoPartOfItAndBothFormsAreMasked(String end) {
        controller.add(HeadlessCredentials.text("text", " canary 4711 " + end));
        controller.add(HeadlessCredentials.login("login", "me" + end, "canary-0815" + end));

        assertThat(find("text", CredentialKind.TEXT)).isEqualTo(new Text(" canary 4711 "));
        assertThat(find("login", CredentialKind.LOGIN)).isEqualTo(new Login("me", "canary-0815"));
        for (String secret :
                new String[] {"canary-0815", "canary-0815" + end, "me:canary-0815", " canary 4711 " + end}) {
            String encoded =
                    Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(masking.apply("a " + secret + " b " + encoded)).doesNotContain("canary", encoded);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aFileIsReadInTheEncodingOfItsByteOrderMark(String encoding) {
        String content = "clouds:\n  a:\n    auth:\n      password: 'canary-pässword'\n";
        controller.add(HeadlessCredentials.file("file", ("\ufeff" + content).getBytes(Charset.forName(encoding))));

        assertThat(find("file", CredentialKind.FILE)).isEqualTo(new SecretFile(content));
        assertThat(masking.apply("so: canary-pässword")).isEqualTo("so: ****");
    }

    @Test
    void aFileThatIsNoTextIsRefusedWithAHint() {
        controller.add(HeadlessCredentials.file("file", "p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1)));
        assertThatThrownBy(() -> find("file", CredentialKind.FILE))
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        refused -> assertThat(refused.findings().get(0).hints())
                                .containsExactly("save it as UTF-8 and upload it again"))
                .hasMessage(
                        "field: the Secret file 'file' is not text in UTF-8, or in the encoding of its byte order mark.");
    }

    private CredentialValue find(String id, CredentialKind kind) {
        return CredentialLookup.inForm(null, masking).find("field", id, kind);
    }
}
