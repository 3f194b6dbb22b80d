package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.Samples.StoppedClock;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.http.Transport;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudAuth;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.KeystoneRef;
import io.jenkins.plugins.cinderbackup.openstack.keystone.SecretText;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import io.jenkins.plugins.cinderbackup.simulator.openstack.VolumeContents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstack4j.openstack.internal.OSClientSession;

/** Log-in, renewal and microversion. */
class CloudSessionTest {
    private static final String LOGIN = "/auth/tokens$";

    private final StoppedClock clock = new StoppedClock();
    private final OpenstackClouds clouds = new OpenstackClouds(clock, Duration.ofSeconds(1));
    private OpenstackSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start(clock, VolumeContents.NONE);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void equalSettingsShareTheirSessionAndOthersDoNot() {
        BlockStorage storage = clouds.blockStorage(simulator.cloud());
        storage.quota();
        clouds.blockStorage(simulator.cloud()).quota();
        assertThat(simulator.requests("POST", LOGIN)).hasSize(1);
        assertThatThrownBy(clouds.blockStorage(simulator.cloud(OpenstackSimulator.password("another")))::quota)
                .isInstanceOf(CredentialRefusedException.class);
        storage.quota();
        assertThat(simulator.requests("POST", LOGIN)).hasSize(2);
        assertThat(Transport.of(ConnectionSettings.DEFAULT))
                .isSameAs(Transport.of(ConnectionSettings.DEFAULT.withProxy(null)));
    }

    @Test
    void eightThreadsLogInOnce() throws Exception {
        simulator.fail(Fault.on("POST", LOGIN).does(new Fault.Delay(Duration.ofMillis(200))));
        BlockStorage storage = clouds.blockStorage(simulator.cloud());
        inEightThreads(storage::quota);
        assertThat(simulator.requests("POST", LOGIN)).hasSize(1);

        simulator.revokeTokens();
        simulator.fail(Fault.on("POST", LOGIN).does(new Fault.Delay(Duration.ofMillis(200))));
        inEightThreads(storage::quota);
        assertThat(simulator.requests("POST", LOGIN)).hasSize(2);
    }

    @Test
    void eightThreadsWithAWrongPasswordAreOneFailedLogIn() throws Exception {
        simulator.fail(Fault.on("POST", LOGIN).does(new Fault.Delay(Duration.ofMillis(400))));
        BlockStorage storage = clouds.blockStorage(simulator.cloud(OpenstackSimulator.password("wrong")));
        inEightThreads(() ->
                catchThrowableOfType(PermanentException.class, storage::quota).getMessage());
        assertThat(simulator.requests("POST", LOGIN)).hasSize(1);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        simulator.tokenLife(Duration.ofHours(1));
        BlockStorage storage = clouds.blockStorage(simulator.cloud());
        storage.quota();
        clock.advance(Duration.ofMinutes(54));
        storage.quota();
        assertThat(simulator.requests("POST", LOGIN)).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        storage.quota();
        assertThat(simulator.requests("POST", LOGIN)).hasSize(2);
        assertThat(simulator.requests("GET", "/limits")).hasSize(3);
    }

    @Test
    void aRevokedTokenIsReplacedAndTheCallSentAgainOnce() {
        BlockStorage storage = clouds.blockStorage(simulator.cloud());
        String volume = simulator.addVolume("source", 1);
        storage.quota();
        simulator.revokeTokens();
        storage.createSnapshot(new BlockStorage.NewSnapshot(volume, "x", "x", true, Samples.tags(volume)));
        assertThat(simulator.snapshots()).hasSize(1);
        assertThat(simulator.requests("POST", "/snapshots$")).hasSize(2);
        assertThat(simulator.requests("POST", LOGIN)).hasSize(2);
    }

    @Test
    void aCinderThatNeverAcceptsTokensIsSaidNotRepeated() {
        simulator.fail(Fault.on("GET", "/limits")
                .answers(401, "{\"error\": {\"message\": \"go away\"}}")
                .always());
        assertThatThrownBy(clouds.blockStorage(simulator.cloud())::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessage("Failed to authenticate with OpenStack");
        assertThat(simulator.requests("GET", "/limits")).hasSize(2);
    }

    @Test
    void aWrongPasswordIsSaidInTheWordsOfTheContract() {
        PermanentException refused = catchThrowableOfType(
                PermanentException.class,
                clouds.blockStorage(simulator.cloud(OpenstackSimulator.password("wrong-canary")))::quota);
        assertThat(refused).hasMessage("Failed to authenticate with OpenStack");
        assertThat(refused.findings().get(0).hints())
                .containsExactly(
                        "verify all OS_* variables / fields",
                        "check that the auth URL is reachable from the Jenkins controller",
                        "ensure that the user has the `member` role on the project");
        assertThat(refused.findings().get(1).message())
                .contains(
                        simulator.authUrl(),
                        "user 'demo' of domain 'Default'",
                        "401",
                        "The request you have made requires authentication.")
                .doesNotContain("canary");
    }

    @Test
    void anApplicationCredentialLogsIn() {
        clouds.blockStorage(simulator.cloud(application(OpenstackSimulator.APPLICATION_SECRET)))
                .quota();
        assertThat(simulator.requests("POST", LOGIN).get(0).body())
                .contains("application_credential")
                .doesNotContain("scope");
        assertThat(simulator.requests("POST", LOGIN).get(0).headers()).doesNotContainKey("OS4J-Auth-Command");
        assertThatThrownBy(clouds.blockStorage(simulator.cloud(application("wrong")))::quota)
                .hasMessage("Failed to authenticate with OpenStack");
    }

    /** So Keystone answers also once it was deleted, as it is when another takes its place. */
    @Test
    void anUnknownApplicationCredentialIsARefusedLogIn() {
        var unknown = new CloudAuth.ApplicationCredential("nope", new SecretText("x"));
        PermanentException refused = catchThrowableOfType(
                CredentialRefusedException.class, clouds.blockStorage(simulator.cloud(unknown))::quota);
        assertThat(refused.findings()).hasSize(2);
        assertThat(refused.findings().get(1).message()).contains("404", "Could not find Application Credential: nope");
    }

    @Test
    void aProjectAndDomainsMayBeGivenById() {
        KeystoneRef domain = KeystoneRef.id("default");
        var byId = new CloudAuth.Password(
                OpenstackSimulator.USER,
                new SecretText(OpenstackSimulator.PASSWORD),
                domain,
                KeystoneRef.id(OpenstackSimulator.PROJECT_ID),
                null);
        assertThat(clouds.blockStorage(simulator.cloud(byId)).quota()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v3", "/v3/"})
    void theVersionIsDiscoveredWhereTheAuthUrlHasNone(String end) {
        String root = simulator.authUrl().replace("/v3", "");
        assertThat(clouds.blockStorage(withUrl(root + end)).quota()).isNotNull();
        simulator.keystoneAt("/identity");
        assertThat(clouds.blockStorage(withUrl(root + "/identity" + end)).quota())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://internal.example:35357",
                "http://internal.example/identity",
                "https://127.0.0.1:9",
                "no url at all"
            })
    void aVersionsLinkToAnotherServerIsNotFollowed(String links) {
        simulator.keystoneAt("/identity");
        simulator.keystoneLinks(links);
        assertThat(clouds.blockStorage(withUrl(simulator.authUrl().replace("/v3", "")))
                        .quota())
                .isNotNull();
        assertThat(simulator.requests("POST", LOGIN))
                .extracting(SimRequest::path)
                .containsExactly("/identity/v3/auth/tokens");
    }

    @Test
    void aGatewayThatPublishesOnlyTheVersionIsAskedThere() {
        simulator.keystoneVersions(null);
        assertThat(clouds.blockStorage(withUrl(simulator.authUrl().replace("/v3", "")))
                        .quota())
                .isNotNull();
    }

    @Test
    void aKeystoneWithoutTheVersionIsRefusedByWhatItHas() {
        simulator.keystoneVersions(List.of("v2.0"));
        assertThatThrownBy(clouds.blockStorage(withUrl(simulator.authUrl().replace("/v3", "")))::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("offers the Identity API v2.0 only");
        assertThat(CloudFields.checkUrl("https://k.example.org:5000/v2.0/"))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("Identity API v2.0"));
    }

    @Test
    void aUrlThatIsNoneIsAFailedLogIn() {
        assertThatThrownBy(clouds.blockStorage(withUrl("keystone:5000/v3"))::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessage("Failed to authenticate with OpenStack");
    }

    @Test
    void aRefusedLogInIsNotTriedAgainForAWhileByWhomeverAndThenLessAndLessOften() {
        CloudSettings wrong = simulator.cloud(OpenstackSimulator.password("canary-old"));
        CloudSettings elsewhere = new CloudSettings(
                wrong.authUrl() + "/", wrong.auth(), null, wrong.endpointInterface(), wrong.connection());
        for (int i = 0; i < 55; i++) {
            PermanentException refused = catchThrowableOfType(
                    CredentialRefusedException.class, clouds.blockStorage(i % 2 == 0 ? wrong : elsewhere)::quota);
            assertThat(refused).hasMessage("Failed to authenticate with OpenStack");
            assertThat(refused.findings().toString())
                    .contains(i == 0 ? "401" : "it is not tried again before 2026-03-01T12:05:00Z")
                    .doesNotContain("canary");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(simulator.failedLogins()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(clouds.blockStorage(wrong)::quota).isInstanceOf(CredentialRefusedException.class);
        clock.advance(Duration.ofMinutes(9));
        assertThatThrownBy(clouds.blockStorage(wrong)::quota).isInstanceOf(CredentialRefusedException.class);
        assertThat(simulator.failedLogins()).isEqualTo(2);
    }

    @Test
    void anotherPasswordIsTriedAtOnceAndATestOfTheConnectionEndsTheWait() {
        simulator.changePassword("canary-new");
        assertThatThrownBy(clouds.blockStorage(simulator.cloud())::quota)
                .isInstanceOf(CredentialRefusedException.class);
        assertThat(clouds.blockStorage(simulator.cloud(OpenstackSimulator.password("canary-new")))
                        .quota())
                .isNotNull();

        simulator.changePassword(OpenstackSimulator.PASSWORD);
        assertThatThrownBy(clouds.blockStorage(simulator.cloud())::quota)
                .isInstanceOf(CredentialRefusedException.class);
        assertThat(clouds.report(simulator.cloud(), List.of(), Duration.ofSeconds(10))
                        .user())
                .isEqualTo(OpenstackSimulator.USER);
        assertThat(clouds.blockStorage(simulator.cloud()).quota()).isNotNull();
        assertThat(simulator.failedLogins()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:9|connection refused by 127.0.0.1:9: check the port",
                "http://keystone.invalid:5000/v3|unknown host keystone.invalid: check the name"
            })
    void aKeystoneThatIsNotReachedIsToldWithTheReasonAndWhatToDo(String url, String words) {
        assertThatThrownBy(clouds.blockStorage(withUrl(url))::quota)
                .isInstanceOf(TransientException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aKeystoneThatIsNotThereOrIsInTroubleIsTransient() {
        simulator.fail(Fault.on("POST", LOGIN).answersPage(503, "Maintenance"));
        assertThatThrownBy(clouds.blockStorage(simulator.cloud())::quota)
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("503")
                .hasMessageContaining("Maintenance");
        assertThat(clouds.blockStorage(simulator.cloud()).quota()).isNotNull();
        assertThatThrownBy(clouds.blockStorage(withUrl("http://127.0.0.1:9/v3"))::quota)
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("http://127.0.0.1:9/v3/auth/tokens");
    }

    @Test
    void anotherServersPageAsAnswerToALogInIsAFailedLogIn() {
        simulator.fail(Fault.on("POST", LOGIN).answersPage(200, "Horizon"));
        PermanentException refused =
                catchThrowableOfType(PermanentException.class, clouds.blockStorage(simulator.cloud())::quota);
        assertThat(refused.findings().get(1).message()).contains("a web page titled 'Horizon'");
    }

    @Test
    void theNewestMicroversionThatBothKnowIsUsed() {
        clouds.blockStorage(simulator.cloud()).quota();
        assertThat(simulator.requests("GET", "/limits").get(0).header("OpenStack-API-Version"))
                .contains("volume 3.65");
        simulator.microversion(12);
        clouds.blockStorage(withRegion(null)).quota();
        assertThat(simulator.requests("GET", "/limits").get(1).header("OpenStack-API-Version"))
                .contains("volume 3.12");
    }

    @Test
    void noTokenAndNoPasswordStayInTheThread() {
        clouds.blockStorage(simulator.cloud()).quota();
        OSClientSession<?, ?> left = OSClientSession.getCurrent();
        assertThat(left.getTokenId()).isNull();
    }

    private CloudSettings withUrl(String url) {
        CloudSettings cloud = simulator.cloud();
        return new CloudSettings(url, cloud.auth(), cloud.region(), cloud.endpointInterface(), cloud.connection());
    }

    private CloudSettings withRegion(String region) {
        CloudSettings cloud = simulator.cloud();
        return new CloudSettings(cloud.authUrl(), cloud.auth(), region, cloud.endpointInterface(), cloud.connection());
    }

    private static CloudAuth application(String secret) {
        return new CloudAuth.ApplicationCredential(OpenstackSimulator.APPLICATION_CREDENTIAL, new SecretText(secret));
    }

    private static void inEightThreads(Callable<?> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(pool.submit(call));
            }
            for (Future<?> each : calls) {
                assertThat(each.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
