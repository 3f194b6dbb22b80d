package io.jenkins.plugins.cinderbackup.openstack.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a credential's file holds, it is read, or refused in a message that quotes no secret. */
class CloudFilesFuzzTest {
    private static final String CANARY = "c4n4ry-4711";
    private static final String CLOUDS = """
            clouds:
              prod:
                auth_type: password
                auth:
                  auth_url: https://keystone.example.org/v3
                  username: me
                  password: '%s'
                  project_name: shop
                region_name: one
            """.formatted(CANARY);
    private static final String OPENRC = """
            # made by hand
            export OS_AUTH_URL=https://keystone.example.org/v3
            export OS_USERNAME="me"
            export OS_PASSWORD='%s'
            export OS_PROJECT_NAME=shop
            """.formatted(CANARY);

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        attempt(() -> CloudsYaml.read(text, null));
        attempt(() -> OpenRc.read(text));
    }

    @Property
    void aSpoiltCloudsYamlIsReadOrRefusedWithoutItsPassword(@ForAll("spoiltYaml") String text) {
        attempt(() -> CloudsYaml.read(text, null));
        attempt(() -> CloudsYaml.read(text, "prod"));
    }

    @Property
    void aSpoiltOpenRcIsReadOrRefusedWithoutItsPassword(@ForAll("spoiltRc") String text) {
        attempt(() -> OpenRc.read(text));
    }

    private static void attempt(Supplier<CloudFields> reading) {
        try {
            CloudFields fields = reading.get();
            assertThat(fields.toString()).doesNotContain(CANARY);
            assertThat(fields.settings(ConnectionSettings.DEFAULT).toString()).doesNotContain(CANARY);
        } catch (PermanentException refused) {
            assertThat(refused.findings()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.toString()).doesNotContain(CANARY);
                assertThat(finding.message()).doesNotContainPattern("\\R");
            });
            assertThat(refused).hasNoCause();
        }
    }

    @Provide
    Arbitrary<String> spoiltYaml() {
        return spoilt(CLOUDS);
    }

    @Provide
    Arbitrary<String> spoiltRc() {
        return spoilt(OPENRC);
    }

    /** With something between any two characters: nothing is taken away, so that the secret stays in its own line. */
    private static Arbitrary<String> spoilt(String text) {
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
                        "$",
                        "`",
                        "1e999999999",
                        "0x",
                        "~",
                        "@"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(
                        Arbitraries.integers().between(0, text.length()),
                        pieces,
                        Arbitraries.integers().between(0, text.length()),
                        pieces)
                .as((at, piece, later, other) -> new StringBuilder(text)
                        .insert(Math.max(at, later), piece)
                        .insert(Math.min(at, later), other)
                        .toString());
    }
}
