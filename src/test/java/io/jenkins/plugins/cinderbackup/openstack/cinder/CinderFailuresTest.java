package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewSnapshot;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure of Cinder or of the network becomes. */
class CinderFailuresTest {
    private OpenstackSimulator simulator;
    private BlockStorage storage;
    private String volume;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
        CloudSettings cloud = simulator.cloud();
        storage = new OpenstackClouds()
                .blockStorage(new CloudSettings(
                        cloud.authUrl(),
                        cloud.auth(),
                        cloud.region(),
                        cloud.endpointInterface(),
                        cloud.connection().withCallTimeout(Duration.ofMillis(700))));
        volume = simulator.addVolume("source", 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
    void passingStatusesAreTransientAndSayWhatWasAskedFor(int status) {
        simulator.fail(Fault.on("POST", "/snapshots$")
                .answers(status, "{\"computeFault\": {\"message\": \"busy just now\"}}"));
        assertThatThrownBy(this::createSnapshot)
                .isInstanceOf(TransientException.class)
                .hasMessage("Cannot create the snapshot 'nightly' of volume " + volume + ": Cinder answers " + status
                        + ": busy just now");
        assertThat(simulator.snapshots()).isEmpty();
    }

    @Test
    void theRequestsIdIsNamedForTheCloudsOperators() {
        simulator.fail(Fault.on("GET", "/limits").answers(500, "{}", Map.of("X-Openstack-Request-Id", "req-4711")));
        assertThatThrownBy(() -> storage.quota()).hasMessageEndingWith(" (req-4711)");
    }

    @Test
    void theServersWishForPeaceIsPassedOn() {
        simulator.fail(Fault.on("POST", "/snapshots$").answers(429, "{}", Map.of("Retry-After", "17")));
        assertThat(catchThrowableOfType(TransientException.class, this::createSnapshot)
                        .retryAfter())
                .contains(Duration.ofSeconds(17));
        simulator.fail(Fault.on("POST", "/snapshots$")
                .answers(503, "{}", Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")));
        assertThat(catchThrowableOfType(TransientException.class, this::createSnapshot)
                        .retryAfter())
                .contains(Duration.ZERO);
        simulator.fail(Fault.on("POST", "/snapshots$").answers(503, "{}", Map.of("Retry-After", "soon")));
        assertThat(catchThrowableOfType(TransientException.class, this::createSnapshot)
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void aQuotaIsPermanentAndNamedByCinder() {
        simulator.quota(10, 0, 1000);
        assertThatThrownBy(this::createSnapshot)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("SnapshotLimitExceeded: Maximum number of snapshots allowed (0) exceeded");
    }

    @Test
    void aRateLimiters413IsTransient() {
        simulator.fail(Fault.on("POST", "/snapshots$")
                .answers(413, "{\"overLimit\": {\"message\": \"slow down\"}}", Map.of("Retry-After", "3")));
        assertThat(catchThrowableOfType(TransientException.class, this::createSnapshot)
                        .retryAfter())
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void forbiddenNamesTheActionAndTheRole() {
        simulator.fail(
                Fault.on("POST", "/snapshots$")
                        .answers(
                                403,
                                "{\"forbidden\": {\"code\": 403, \"message\": \"Policy doesn't allow volume:create_snapshot to be performed.\"}}"));
        PermanentException refused = catchThrowableOfType(PermanentException.class, this::createSnapshot);
        assertThat(refused)
                .hasMessageContaining("create the snapshot 'nightly'")
                .hasMessageContaining("volume:create_snapshot");
        assertThat(refused.findings().get(0).hints()).anyMatch(hint -> hint.contains("`member` role"));
    }

    @Test
    void aGatewaysPageIsNotBelievedToBeCinders() {
        simulator.fail(Fault.on("GET", "/volumes/" + volume).answersPage(404, "No such site"));
        assertThatThrownBy(() -> storage.volume(volume))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("a web page titled 'No such site'");
        simulator.fail(Fault.on("POST", "/snapshots$").answersPage(404, "No such site"));
        assertThatThrownBy(this::createSnapshot).isInstanceOf(TransientException.class);
        simulator.fail(Fault.on("DELETE", "/volumes/").answersPage(404, "No such site"));
        assertThatThrownBy(() -> storage.deleteVolume(volume)).isInstanceOf(TransientException.class);
        assertThat(storage.volume(volume)).isPresent();
    }

    @Test
    void garbageWithStatus200IsTransientAndItsExcerptIsShortAndOneLine() {
        simulator.fail(Fault.on("GET", "/limits").answers(200, "oops\u001b[31m\n" + "x".repeat(100_000)));
        Throwable failure = catchThrowable(() -> storage.quota());
        assertThat(failure).isInstanceOf(TransientException.class);
        assertThat(failure.getMessage())
                .contains("not JSON: 'oops")
                .hasSizeLessThan(700)
                .doesNotContain("\n", "\u001b");
        simulator.fail(Fault.on("GET", "/limits").answers(200, "[]"));
        assertThatThrownBy(() -> storage.quota()).isInstanceOf(TransientException.class);
        simulator.fail(Fault.on("GET", "/limits").answers(200, "{\"limits\": {\"absolute\": {}}}"));
        assertThatThrownBy(() -> storage.quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("maxTotalVolumes");
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() {
        assertThat(storage.volume(volume)).isPresent();
        simulator.fail(Fault.on("GET", "/limits").does(new Fault.Hang()));
        assertEndsInTime("no complete answer within 700 ms");
    }

    @Test
    void aTrickleOfBytesIsGivenUpAtTheDeadline() {
        assertThat(storage.volume(volume)).isPresent();
        simulator.fail(Fault.on("GET", "/limits").does(new Fault.Trickle(Duration.ofMillis(100))));
        assertEndsInTime("no complete answer within 700 ms");
    }

    private void assertEndsInTime(String message) {
        Instant begin = Instant.now();
        assertThatThrownBy(() -> storage.quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining(message);
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(650), Duration.ofMillis(3000));
    }

    @Test
    void aBrokenConnectionIsTransientWithAMessage() {
        simulator.fail(Fault.on("POST", "/snapshots$").does(new Fault.Reset()));
        assertThatThrownBy(this::createSnapshot)
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("Cannot create the snapshot 'nightly'")
                .message()
                .doesNotContain("null");
        assertThat(simulator.requests("POST", "/snapshots$")).hasSize(1);
    }

    @Test
    void aCreationWhoseAnswerIsLostIsNotRepeatedAndIsFoundByItsTags() {
        var wanted = newSnapshot();
        simulator.fail(Fault.on("POST", "/snapshots$").does(new Fault.LostAnswer()));
        assertThatThrownBy(() -> storage.createSnapshot(wanted)).isInstanceOf(TransientException.class);
        simulator.fail(Fault.on("POST", "/snapshots$").does(new Fault.Truncated()));
        assertThatThrownBy(() -> storage.createSnapshot(wanted)).isInstanceOf(TransientException.class);
        assertThat(simulator.requests("POST", "/snapshots$")).hasSize(2);
        assertThat(storage.snapshotsOf(wanted.tags().run())).hasSize(2);
    }

    @Test
    void aRedirectIsRefusedWithItsTarget() {
        simulator.fail(
                Fault.on("GET", "/limits").answers(301, "", Map.of("Location", "https://elsewhere.example/v3/limits")));
        assertThatThrownBy(() -> storage.quota())
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("redirected to https://elsewhere.example/v3/limits");
    }

    @Test
    void anObjectInAnErrorStateHasACause() {
        simulator.breakNextSnapshot("The storage backend is full.");
        String id = storage.createSnapshot(newSnapshot()).id();
        await().until(() -> storage.snapshot(id).orElseThrow().status().equals("error"));
        assertThat(storage.complaintAbout(id)).contains("create snapshot:The storage backend is full.");
    }

    @Test
    void unknownStatusesAreKept() {
        simulator.fail(Fault.on("GET", "/volumes/" + volume)
                .answers(
                        200,
                        "{\"volume\": {\"id\": \"" + volume
                                + "\", \"status\": \"awaiting-moonrise\", \"size\": 2048, \"name\": null}}"));
        assertThat(storage.volume(volume))
                .get()
                .matches(seen -> seen.status().equals("awaiting-moonrise")
                        && seen.sizeGiB() == 2048
                        && seen.name().isEmpty());
    }

    @Test
    void anInterruptedCallKeepsTheInterruption() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> storage.quota())
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theFindingsOfAFailureAreOneLineEach() {
        simulator.fail(Fault.on("POST", "/snapshots$")
                .answers(400, "{\"badRequest\": {\"message\": \"first\\nsecond\\u202e\"}}"));
        PermanentException refused = catchThrowableOfType(PermanentException.class, this::createSnapshot);
        assertThat(refused.findings())
                .extracting(Finding::message)
                .isNotEmpty()
                .allMatch(message -> !message.contains("\n") && !message.contains("\u202e"));
    }

    private void createSnapshot() {
        storage.createSnapshot(newSnapshot());
    }

    private NewSnapshot newSnapshot() {
        return new NewSnapshot(volume, "nightly", "a test", true, Samples.tags(volume));
    }
}
