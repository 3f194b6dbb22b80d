package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields.Field;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudsYaml;
import io.jenkins.plugins.cinderbackup.openstack.keystone.OpenRc;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cloud that means harm, and files that are made to exhaust a controller: an answer in the engine's terms, soon. */
@Timeout(20)
class HostileCloudTest {
    private static final String SNAPSHOT =
            "{\"id\": \"%s\", \"status\": \"available\", \"volume_id\": \"v\", \"size\": 1, \"created_at\": \"2026-01-01T00:00:00\"}";

    private OpenstackSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private BlockStorage storage() {
        return new OpenstackClouds().blockStorage(simulator.cloud());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limits\": {\"absolute\": {\"maxTotalVolumes\": 1e400, \"totalVolumesUsed\": 1}}}",
                "{\"limits\": {\"absolute\": {\"maxTotalVolumes\": 99999999999999999999999999, \"totalVolumesUsed\": 1}}}",
                "{\"limits\": {\"absolute\": {\"maxTotalVolumes\": NaN}}}",
                "{\"limits\": {\"absolute\": {\"maxTotalVolumes\": \"10\", \"maxTotalVolumes\": null}}}",
                "{\"limits\": null, \"limits\": [[]]}",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{",
                "\0"
            })
    void numbersThatAreNoneAreAnAnswerThatIsNotCinders(String body) {
        simulator.fail(Fault.on("GET", "/limits").answers(200, body).always());

        assertThatThrownBy(() -> storage().quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("answer");
    }

    @Test
    void anAnswerNestedWithoutEndIsRefusedAndNotFollowed() {
        String deep = "{\"limits\":".repeat(100_000);
        simulator.fail(Fault.on("GET", "/limits").answers(200, deep).always());
        simulator.fail(Fault.on("POST", "/auth/tokens$").answers(201, deep));

        assertThatThrownBy(() -> storage().quota())
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Failed to authenticate");
        assertThatThrownBy(() -> storage().quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("is not Cinder's");
    }

    @Test
    void aPageOfOpenTagsIsNotSearchedForHours() {
        simulator.fail(Fault.on("GET", "/limits")
                .answers(502, "<title>".repeat(500_000))
                .always());

        assertThatThrownBy(() -> storage().quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void whatAServerSaysIsOneLineWithoutColoursAndCannotTurnAround() {
        String said = "no\\u001b[31m red\\r\\n[forged]\\u2028\\u202egpj\\u001b[8mha:AAAA\\u001b[0m\\u0085";
        simulator.fail(Fault.on("GET", "/limits").answers(403, "{\"forbidden\": {\"message\": \"" + said + "\"}}"));

        BackupException refused =
                catchThrowableOfType(BackupException.class, () -> storage().quota());

        assertThat(refused.getMessage()).contains("no").doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u202e]");
    }

    @Test
    void aListingWithoutEndIsGivenUp() {
        StringBuilder page = new StringBuilder("{\"snapshots\": [");
        for (int i = 0; i < 10_000; i++) {
            page.append(i == 0 ? "" : ",").append(SNAPSHOT.formatted(i));
        }
        // Two pages that name each other, so that no page is the one before
        simulator.fail(Fault.on("GET", "/snapshots/detail")
                .answers(200, page + "], \"snapshots_links\": [{\"rel\": \"next\"}]}"));
        for (int i = 0; i < 10; i++) {
            simulator.fail(Fault.on("GET", "/snapshots/detail")
                    .answers(
                            200,
                            page + "," + SNAPSHOT.formatted("last-" + i)
                                    + "], \"snapshots_links\": [{\"rel\": \"next\"}]}"));
        }

        assertThatThrownBy(() -> storage().ourSnapshotsOf("v"))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("more than 50000");
    }

    @Test
    void aCloudsYamlThatRepeatsItselfIsRefusedSinceOnlyOneCanBeMeant() {
        assertThatThrownBy(() -> CloudsYaml.read("clouds:\n  a:\n    auth: {username: one, username: two}\n", null))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x: &pw canary-4711\nclouds:\n  a:\n    auth: {password: *pw}\n",
                "x: &auth {password: canary-4711}\nclouds:\n  a:\n    auth:\n      <<: *auth\n",
                "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nclouds: {a: {auth: *c}}\n"
            })
    void aReferenceInACloudsYamlIsRefusedForItsNameWouldPassForTheValue(String text) {
        PermanentException refused = catchThrowableOfType(PermanentException.class, () -> CloudsYaml.read(text, null));

        assertThat(refused).hasMessageContaining("refers to another place");
        assertThat(refused.findings().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!java.net.URL [http://127.0.0.1:1/]",
                "!!javax.script.ScriptEngineManager {}",
                "!!python/object/apply:os.system [id]"
            })
    void aTagInACloudsYamlMakesNoObject(String value) {
        assertThatThrownBy(() -> CloudsYaml.read("clouds:\n  a:\n    auth:\n      auth_url: " + value + "\n", null))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("auth.auth_url is not text");
    }

    @Test
    void filesOfAMegabyteAreReadInNoTime() {
        String blanks = " ".repeat(1 << 20);
        assertThatCode(() -> OpenRc.read("OS_USERNAME=a" + blanks + "b")).isInstanceOf(PermanentException.class);
        assertThat(OpenRc.read("OS_USERNAME=me" + blanks + "# it is me").toString())
                .contains(Field.USERNAME.name());
        assertThatCode(() -> OpenRc.read("OS_PASSWORD=\"" + "\\".repeat(1 << 20) + "\""))
                .doesNotThrowAnyException();
        assertThatCode(() -> OpenRc.read("OS_PASSWORD='" + "x\n".repeat(1 << 19)))
                .isInstanceOf(PermanentException.class);
        for (String text : new String[] {
            "[".repeat(1 << 20),
            "{a: ".repeat(1 << 18),
            "- ".repeat(1 << 19),
            "a: ".repeat(1 << 18),
            "? ".repeat(1 << 19)
        }) {
            assertThatThrownBy(() -> CloudsYaml.read(text, null)).isInstanceOf(PermanentException.class);
        }
    }
}
