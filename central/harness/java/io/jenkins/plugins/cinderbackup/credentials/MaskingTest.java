package io.jenkins.plugins.cinderbackup.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private final Masking masking = new Masking();

    @Test
    void hidesASecretInEveryFormInWhichItIsSent() {
        masking.add("p@ss wörd/1");

        assertThat(masking.apply("plain p@ss wörd/1")).isEqualTo("plain ****");
        assertThat(masking.apply("https://u:p%40ss%20w%C3%B6rd%2F1@host")).isEqualTo("https://u:****@host");
        assertThat(masking.apply("form p%40ss+w%C3%B6rd%2F1")).isEqualTo("form ****");
        assertThat(masking.apply("Basic cEBzcyB3w7ZyZC8x")).isEqualTo("Basic ****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:p%40ss%3c%26%2b@host", "https://u:p@ss%3C&+@host", "p@ss\\u003c\\u0026+",
                        "{\\\"key\\\": \\\"p@ss\\\\u003c\\\\u0026+\\\"}", "p%40ss\\u003c%26%2B",
                "<Message>p@ss&lt;&amp;+</Message>", "p&#64;ss&#x3c;&#38;+", "cEBzczwmKw", "cEBzczwmKw==",
                        "cEBzczwmKw%3D%3D"
            })
    void hidesItWhicheverWayItsCharactersAreWritten(String text) {
        masking.add("p@ss<&+");

        assertThat(masking.apply(text)).contains("****").doesNotContain("p@ss", "p%40ss", "cEBz", "3c", "3C", "lt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "/v1/"})
    void hidesItWithinWhateverIsEncodedWithIt(String before) {
        masking.add("correct horse");
        String encoded = Base64.getEncoder()
                .encodeToString((before + "correct horse" + " and more").getBytes(StandardCharsets.UTF_8));

        assertThat(decoded(masking.apply("data: " + encoded))).doesNotContain("orrect hors");
        assertThat(decoded(masking.apply("/path" + encoded))).doesNotContain("orrect hors");
    }

    private static String decoded(String masked) {
        StringBuilder all = new StringBuilder(masked);
        for (String run : masked.split("[^A-Za-z0-9+/]+")) {
            for (int skipped = 0; skipped < Math.min(4, run.length()); skipped++) {
                String rest = run.substring(skipped);
                all.append(new String(
                        Base64.getDecoder().decode(rest.substring(0, rest.length() / 4 * 4)),
                        StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void hidesTheLongerOfTwoSecretsAsAWhole() {
        masking.add("abcd");
        masking.add("abcd-efgh");

        assertThat(masking.apply("abcd-efgh, abcd-e, abc")).isEqualTo("****, ****-e, abc");
    }

    @Test
    void hidesBothOfTwoSecretsThatOverlap() {
        masking.add("abcdef");
        masking.add("efghij");

        assertThat(masking.apply("<abcdefghij>")).isEqualTo("<****>");
    }

    @Test
    void hidesTheBeginningOfASecretWhereAMessageIsCutOff() {
        masking.add("correct horse, battery staple");
        masking.add("pass%word");

        assertThat(masking.apply(Printable.text("no access with correct horse, battery staple", 25)))
                .isEqualTo("no access with ****…");
        assertThat(masking.apply("no access with correct%20horse%2… Try again."))
                .isEqualTo("no access with ****%2… Try again.");
        assertThat(masking.apply("not cut off: correct …")).isEqualTo("not cut off: ****…");
        assertThat(masking.apply("correction…")).isEqualTo("correction…");
    }

    @Test
    void hidesASecretOfSeveralLinesInAMessageOfOne() throws Exception {
        String secret = "first\tof two\nand\u0001second";
        masking.add(secret);

        assertThat(masking.apply("seen: " + Printable.text(secret, 100))).isEqualTo("seen: ****");
        assertThat(masking.apply("seen: " + new ObjectMapper().writeValueAsString(secret)))
                .isEqualTo("seen: \"****\"");
        assertThat(masking.apply("seen: first of two and\u0001second")).isEqualTo("seen: ****");
    }

    @Test
    void leavesATextReadableWhoseSecretIsTooShortToBeOne() {
        masking.add("");
        masking.add("a");
        masking.add("   \n ");
        masking.add(null);

        assertThat(masking.apply("a banana")).isEqualTo("a banana");
        assertThat(masking.apply(null)).isEmpty();
    }

    @Test
    void hidesTheSecretValuesOfAFileAndItsLongLines() {
        masking.add("""
                clouds:
                  one:
                    auth:
                      username: admin
                      password: 'horse-battery'
                      flow: {token: tulips, "secret" : "a \\"quoted\\" one", region: here}
                export OS_PASSWORD="staple"
                export OS_TOKEN=correct horse
                -----BEGIN PRIVATE KEY-----
                MIGHAgEAMBMGByqGSM49AgEGCCqGSM49
                """);

        assertThat(
                        masking.apply(
                                "horse-battery, staple, tulips, a \"quoted\" one, correct horse, MIGHAgEAMBMGByqGSM49AgEGCCqGSM49"))
                .isEqualTo("****, ****, ****, ****, ****, ****");
        assertThat(masking.apply("clouds of admin here")).isEqualTo("clouds of admin here");
    }

    @Test
    void hidesTheLinesOfAKeyThatAFileHasInOneLineOfJson() {
        masking.add(
                "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0\\nBAQEFAASCBKcwggSjAgEAAoI\\n\"}");

        assertThat(masking.apply("bad key: BAQEFAASCBKcwggSjAgEAAoI of service_account"))
                .isEqualTo("bad key: **** of service_account");
    }

    /** An error has the parameters of the URL, of which the SAS is a part, in an order of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://account.blob.core.windows.net/c?comp=list&restype=container&se=2026-01-01T00%3A00%3A00Z&sig=aBc%2FdEf%2BgHi%3D&sp=rwdl&sv=2022-11-02",
                "https://account.blob.core.windows.net/c?sig=aBc/dEf%2bgHi=&sv=2022-11-02",
                "signature aBc/dEf+gHi= did not match"
            })
    void hidesTheSignatureOfAnAzureSasWhereverItStands(String text) {
        masking.add("sv=2022-11-02&se=2026-01-01T00%3A00%3A00Z&sp=rwdl&sig=aBc%2FdEf%2BgHi%3D");

        assertThat(masking.apply(text)).contains("****").doesNotContain("aBc").doesNotContainIgnoringCase("gHi");
    }

    @Test
    void anyTextIsReadAndNeverShowsTheSecret() {
        String alphabet = "%\\u&#x;+…aZ0F9=/-\"'nlt. \n";
        Random random = new Random(1);
        masking.add("aZ0F9");
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(40), 0, alphabet.length())
                    .collect(StringBuilder::new, (all, at) -> all.append(alphabet.charAt(at)), StringBuilder::append)
                    .append(i % 2 == 0 ? "aZ0F9" : "")
                    .toString();
            assertThat(masking.apply(text)).doesNotContain("aZ0F9");
            masking.add(text.length() > 35 ? text : null);
        }
    }

    static Stream<String> large() {
        return Stream.of(
                        " ",
                        "\n",
                        "a",
                        "=",
                        "\"",
                        "\\",
                        "%",
                        "key",
                        "key=",
                        "key: x\n",
                        "key = \n",
                        "token=token1",
                        "password: \"\\\"",
                        " \n#",
                        "a b",
                        "&sig=",
                        "\\u0026",
                        "%41")
                .map(unit -> unit.repeat((1 << 20) / unit.length()));
    }

    /** Neither a stack that overflows nor time that grows with the square: a hundred times as long as it takes, and a hundredth of what it took. */
    @ParameterizedTest
    @MethodSource("large")
    void aFileOfAMebibyteOfWhateverIsTakenInAtOnce(String content) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            masking.add(content);
            masking.apply(content.substring(0, 2000));
        });
    }

    @Test
    void aFileOfAMebibyteOfDifferentKeysIsTakenInAtOnceAndEachIsHidden() {
        StringBuilder content = new StringBuilder();
        for (int i = 0; content.length() < 1 << 20; i++) {
            content.append("KEY_").append(i).append("=value").append(i).append('\n');
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            masking.add(content.toString());
            assertThat(masking.apply("The last is value4711.")).isEqualTo("The last is ****.");
        });
    }

    @Test
    void doesNotPrintWhatItHides() {
        masking.add("canary");

        assertThat(masking).hasToString("Masking of secrets: 1");
    }
}
