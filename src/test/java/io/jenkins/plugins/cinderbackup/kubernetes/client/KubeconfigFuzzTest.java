package io.jenkins.plugins.cinderbackup.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.kubernetes.watch.QuotaRefusal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a kubeconfig, a key or an event holds, it is read, or refused in a message that quotes no secret. */
class KubeconfigFuzzTest {
    private static final String CANARY = "c4n4ry-4711";
    private static final String CONFIG = """
            current-context: main
            contexts:
            - name: main
              context: {cluster: c, user: u}
            clusters:
            - name: c
              cluster:
                server: https://k8s.example.org:6443
            users:
            - name: u
              user:
                client-certificate-data: AAAA
                token: '%s'
            """.formatted(CANARY);

    @Property
    void anyTextIsRefused(@ForAll String text) {
        assertThatThrownBy(() -> KubeconfigReader.read(text, null)).isInstanceOf(PermanentException.class);
        attempt(text);
    }

    @Property
    void aSpoiltFileIsReadOrRefusedWithoutItsToken(@ForAll("spoilt") String text) {
        attempt(text);
    }

    private static void attempt(String text) {
        try {
            assertThat(KubeconfigReader.read(text, null).toString()).doesNotContain(CANARY);
        } catch (PermanentException refused) {
            assertThat(refused.findings()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.toString()).doesNotContain(CANARY);
                assertThat(finding.message()).doesNotContainPattern("\\R");
            });
            assertThat(refused).hasNoCause();
        }
    }

    @Provide
    Arbitrary<String> spoilt() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "&a ",
                        "*a",
                        "<<: *a",
                        "!!binary ",
                        "!!int ",
                        "|",
                        ">",
                        "'",
                        "\"",
                        "{",
                        "[",
                        "#",
                        "\n",
                        "\n  ",
                        "\t",
                        "- ",
                        "? ",
                        ": ",
                        "\0",
                        "\ud800",
                        "---\n",
                        "...\n",
                        "%YAML 9.9\n",
                        "\u2028",
                        "\\",
                        "=",
                        "~",
                        "@",
                        "exec: {command: /bin/sh}\n"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(
                        Arbitraries.integers().between(0, CONFIG.length()),
                        pieces,
                        Arbitraries.integers().between(0, CONFIG.length()),
                        pieces)
                .as((at, piece, later, other) -> new StringBuilder(CONFIG)
                        .insert(Math.max(at, later), piece)
                        .insert(Math.min(at, later), other)
                        .toString());
    }

    @Property
    void aKeyIsReadOrRefusedWithoutQuotingIt(@ForAll("keyKinds") String kind, @ForAll byte[] der) {
        String base64 = java.util.Base64.getEncoder().encodeToString(der);
        try {
            PemKey.read("-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
        } catch (PermanentException refused) {
            assertThat(refused.findings()).singleElement().satisfies(finding -> {
                if (base64.length() > 8) {
                    assertThat(finding.message()).doesNotContain(base64);
                }
            });
        } catch (java.security.GeneralSecurityException refused) {
            // TlsMaterial says what it is and drops it
            assertThat(refused).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> keyKinds() {
        return Arbitraries.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    }

    @Property
    void theWordsOfAQuotaAreUnderstoodOrNot(@ForAll("quotaWords") String words) {
        assertThatCode(() -> QuotaRefusal.mayPass(words)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> quotaWords() {
        Arbitrary<String> amounts =
                Arbitraries.strings().withChars("0123456789.,= eEmkKMGTPizZ-").ofMaxLength(16);
        return Combinators.combine(amounts, amounts, amounts)
                .as((requested, used, limited) -> "exceeded quota: q, requested: cpu=" + requested + ", used: cpu="
                        + used + ", limited: cpu=" + limited);
    }
}
