package io.jenkins.plugins.cinderbackup.openstack.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupRequirements;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessRulesTest {
    private static final String ENDPOINT = "https://cinder.example.org/volume/v3/4cc8935864f34516ad26b540b0a424d4";

    private OpenstackSimulator simulator;
    private OpenstackBlockStorage storage;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
        storage = new OpenstackClouds()
                .blockStorage(simulator.cloud(OpenstackSimulator.applicationCredential()))
                .requiring(BackupRequirements.ALL.accessRules());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCredentialWithoutRulesMayDoAll() {
        assertThatCode(storage::quota).doesNotThrowAnyException();
    }

    @Test
    void theRulesOfTheExampleSuffice() {
        simulator.accessRules(OpenstackExamples.accessRules());
        assertThatCode(storage::quota).doesNotThrowAnyException();
    }

    static List<String> requests() {
        return OpenstackExamples.requests();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aRuleThatIsMissingIsNamedBeforeTheFirstCall(String request) {
        simulator.accessRules(OpenstackExamples.without(request));

        PermanentException failure = catchThrowableOfType(PermanentException.class, storage::quota);

        // The simulator's Cinder is at /volume/v3/{project}.
        String shown = request.replace(" /v3", " /volume/v3");
        assertThat(failure.findings())
                .extracting(Finding::message)
                .containsExactly("The application credential has no access rule for " + shown + ".");
        assertThat(simulator.requests()).extracting(SimRequest::path).containsOnly("/v3/auth/tokens");
    }

    @Test
    void whatAnotherOperationNeedsIsNotAskedOfThisOne() {
        simulator.accessRules(OpenstackExamples.without("DELETE /v3/*/snapshots/*"));
        assertThatThrownBy(storage::quota).isInstanceOf(PermanentException.class);

        assertThatCode(storage.requiring(List.of(new AccessRule("volumev3", "GET", "/limits")))::quota)
                .doesNotThrowAnyException();
    }

    @Test
    void aKeystoneThatDoesNotShowATokenDoesNotKeepARunFromItsCalls() {
        simulator.fail(Fault.on("GET", "/auth/tokens$")
                .does(new Fault.Answer(403, Map.of(), "{\"error\": {\"message\": \"no\"}}")));
        assertThatCode(storage::quota).doesNotThrowAnyException();
    }

    @Test
    void allThatIsMissingIsNamedAtOnceAndWildcardsCount() throws Exception {
        assertThat(missing("""
                {"service": "volumev3", "method": "GET", "path": "/v3/**"},
                {"service": "block-storage", "method": "POST", "path": "/volume/v3/{project}/volumes"},
                {"service": "volumev3", "method": "DELETE", "path": "/v3/*"},
                {"service": "compute", "method": "DELETE", "path": "/**"}"""))
                .containsExactly(
                        "The application credential has no access rule for DELETE /volume/v3/*/volumes/*.",
                        "The application credential has no access rule for POST /volume/v3/*/snapshots.",
                        "The application credential has no access rule for POST /volume/v3/*/snapshots/*/metadata.",
                        "The application credential has no access rule for DELETE /volume/v3/*/snapshots/*.");
    }

    @Test
    void anEndpointWithoutTheProjectHasShorterPaths() throws Exception {
        List<Finding> missing = AccessRules.missing(
                new ObjectMapper().readTree("""
                        {"token": {"application_credential": {"access_rules": [{"service": "volumev3", "method": "GET", "path": "/v3/**"}]}}}"""),
                "https://cinder.example.org/v3",
                BackupRequirements.ALL.accessRules());
        assertThat(missing).extracting(Finding::message).first().asString().endsWith(" POST /v3/volumes.");
    }

    private static List<String> missing(String rules) throws Exception {
        return AccessRules.missing(
                        new ObjectMapper()
                                .readTree("{\"token\": {\"application_credential\": {\"access_rules\": [" + rules
                                        + "]}}}"),
                        ENDPOINT,
                        BackupRequirements.ALL.accessRules())
                .stream()
                .map(Finding::message)
                .toList();
    }
}
