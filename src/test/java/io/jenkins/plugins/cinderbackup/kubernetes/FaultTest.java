package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiErrors;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.Freshness;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.Cluster.Subscription;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults.Effect;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private static SimulatedCluster kubernetes;
    private Objects objects;

    @BeforeAll
    static void start() {
        kubernetes = new SimulatedCluster();
    }

    @AfterAll
    static void stop() {
        kubernetes.close();
    }

    @BeforeEach
    void aFreshRun() {
        objects = new Objects("default", "restic/restic:0.18.1");
    }

    @AfterEach
    void nothingGoesWrong() {
        kubernetes.simulator.faults().clear();
        kubernetes.simulator.access().allowAll();
    }

    private TransientException createFails() {
        return catchThrowableOfType(TransientException.class, () -> kubernetes.workloads.create(objects.claim()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServerThatFailsMayRecover(int code) {
        kubernetes
                .simulator
                .faults()
                .on("POST", "claims", 1, Faults.status(code, "InternalError", "etcdserver: leader changed"));

        assertThat(createFails())
                .hasMessageContaining("etcdserver: leader changed")
                .hasMessageContaining(objects.name());
        assertThat(kubernetes.workloads.create(objects.claim())).isNotEmpty();
    }

    @Test
    void aServerThatIsAwayIsSaidWithoutTheNamesOfClasses() {
        var passedOn = new IOException(new ConnectException("Failed to connect to /127.0.0.1:6443"));

        assertThat(ApiErrors.of(
                        Request.of("get", "pods/log", "shop", "db"), new KubernetesClientException("failed", passedOn)))
                .hasMessageEndingWith(": Failed to connect to /127.0.0.1:6443.");
    }

    @Test
    void aBusyServerSaysWhenToComeBack() {
        String body =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"TooManyRequests\",\"message\":\"too many requests\","
                        + "\"code\":429,\"details\":{\"retryAfterSeconds\":7}}";
        kubernetes.simulator.faults().on("POST", "claims", 1, new Effect.Answer(429, body, Map.of("Retry-After", "7")));

        assertThat(createFails().retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() {
        kubernetes.simulator.faults().on("POST", "claims", 1, new Effect.Hang());

        assertThat(createFails()).hasMessageContaining("did not answer in time");
    }

    @Test
    void anObjectWhoseAnswerWasLostIsFoundAgain() {
        kubernetes.simulator.faults().on("POST", "claims", 1, new Effect.AnswerLost());
        createFails();
        String existing = kubernetes
                .simulator
                .get("persistentvolumeclaims", "default", objects.name())
                .orElseThrow()
                .at("/metadata/uid")
                .asText();

        assertThat(kubernetes.workloads.create(objects.claim())).isEqualTo(existing);
    }

    @Test
    void aReadWhoseConnectionIsCutIsMadeOnceMore() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes.simulator.faults().on("GET", "claims/csb", 1, new Effect.Reset());

        assertThat(kubernetes.workloads.presence(claim, objects.run)).isEqualTo(Presence.PRESENT);
    }

    @Test
    void aFailedLookUpIsNeverTakenForGone() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes.simulator.faults().on("GET", "claims/csb", 9, Faults.status(503, "ServiceUnavailable", "no"));

        assertThatThrownBy(() -> kubernetes.workloads.presence(claim, objects.run))
                .isInstanceOf(TransientException.class);
        assertThatThrownBy(() -> kubernetes.workloads.claim(claim)).isInstanceOf(TransientException.class);
    }

    @Test
    void aServerThatIsNotThereMayComeBack() {
        try (ClusterClient nowhere = kubernetes.clusters.open(
                new ClusterConnection("http://127.0.0.1:1", null, new Credential.Token("t"), null))) {
            assertThatThrownBy(
                            () -> new Fabric8Cluster(nowhere, kubernetes.ticker, () -> null).source("shop", "db", null))
                    .isInstanceOf(TransientException.class)
                    .hasMessageContaining("get persistentvolumeclaims shop/db")
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void aRefusedCredentialIsForGoodAndNotQuoted() {
        kubernetes.simulator.faults().on("GET", "claims", 2, Faults.status(401, "Unauthorized", "Unauthorized"));

        PermanentException failure =
                catchThrowableOfType(PermanentException.class, () -> kubernetes.workloads.source("shop", "db", null));
        assertThat(failure).hasMessageContaining("does not accept the credential (401)");
        assertThat(failure.findings().get(0).hints()).singleElement().asString().contains("expired");
    }

    @Test
    void aCredentialThatOneServerRefusesWhileItStartsIsTriedOnceMore() {
        kubernetes.simulator.faults().on("POST", "claims", 1, Faults.status(401, "Unauthorized", "Unauthorized"));

        assertThat(kubernetes.workloads.create(objects.claim())).isNotEmpty();
    }

    @Test
    void aGatewaysNotFoundIsNeverTakenForGone() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes
                .simulator
                .faults()
                .on(
                        "GET",
                        "claims/csb",
                        1,
                        new Effect.Answer(404, "<html><title>404 Not Found</title></html>", Map.of()));

        assertThatThrownBy(() -> kubernetes.workloads.presence(claim, objects.run))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("the answer (404) is not the Kubernetes API server's");
    }

    @Test
    void wordsThatCannotBeHadDoNotHideWhatTheyExplain() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes.simulator.access().deny("list", "events");

        assertThat(kubernetes.workloads.claim(claim).phase()).isEqualTo("Pending");
    }

    @Test
    void aMissingPermissionIsNamedWithTheRuleThatGrantsIt() {
        kubernetes.simulator.access().deny("create", "jobs");

        PermanentException failure = catchThrowableOfType(
                PermanentException.class, () -> kubernetes.workloads.create(objects.job("backup")));
        assertThat(failure)
                .hasMessageStartingWith("Forbidden: create jobs in namespace default.")
                .hasMessageContaining("system:serviceaccount:jenkins:backup");
        assertThat(failure.findings().get(0).hints())
                .containsExactly(
                        "add to a Role in namespace default: apiGroups: [\"batch\"], resources: [\"jobs\"], verbs: [\"create\"]");
    }

    @Test
    void aQuotaIsNamed() {
        kubernetes
                .simulator
                .access()
                .reject(
                        "persistentvolumeclaims",
                        claim -> true,
                        "exceeded quota: storage, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=5, limited: persistentvolumeclaims=5");

        PermanentException failure =
                catchThrowableOfType(PermanentException.class, () -> kubernetes.workloads.create(objects.claim()));
        assertThat(failure).hasMessageContaining("exceeded quota: storage");
        assertThat(failure.findings().get(0).hints()).singleElement().asString().contains("Raise the ResourceQuota");
    }

    @Test
    void aServerThatQuotesASecretIsNotQuoted() {
        kubernetes
                .simulator
                .access()
                .reject(
                        "secrets",
                        secret -> true,
                        "admission webhook \"spy\" denied the request: " + SimulatedCluster.PASSWORD
                                + " and Y29ycmVjdCBob3JzZQ==");

        PermanentException failure =
                catchThrowableOfType(PermanentException.class, () -> kubernetes.workloads.create(objects.secret()));
        assertThat(failure)
                .hasMessageContaining("spy")
                .hasMessageNotContaining(SimulatedCluster.PASSWORD)
                .hasMessageNotContaining("Y29y")
                .hasNoCause();
    }

    @Test
    void theRehearsalSaysAllThatIsWrongAtOnceAndStoresNothing() {
        kubernetes.simulator.access().deny("create", "jobs");
        kubernetes.simulator.access().deny("delete", "jobs");
        kubernetes.simulator.access().deny("get", "pods/log");
        kubernetes.simulator.access().deny("create", "persistentvolumes");
        kubernetes
                .simulator
                .access()
                .reject(
                        "persistentvolumeclaims",
                        claim -> true,
                        "maximum storage usage per PersistentVolumeClaim is 1Mi");

        assertThat(kubernetes.workloads.check(objects.rehearsal()))
                .extracting(finding -> finding.message())
                .satisfiesExactly(
                        message -> assertThat(message).isEqualTo("Forbidden: create persistentvolumes (cluster-wide)."),
                        message ->
                                assertThat(message).isEqualTo("Forbidden: create, delete jobs in namespace default."),
                        message -> assertThat(message).isEqualTo("Forbidden: get pods/log in namespace default."),
                        message ->
                                assertThat(message).contains("maximum storage usage per PersistentVolumeClaim is 1Mi"));
        assertThat(kubernetes.simulator.get("secrets", "default", objects.name()))
                .isEmpty();
    }

    @Test
    void aWatchThatHangsIsHealedByALookUp() {
        try (Subscription subscription = kubernetes.workloads.subscribe("default", objects.run, () -> {})) {
            TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
            await().until(() -> kubernetes
                    .cluster
                    .watches()
                    .in("default")
                    .claim(objects.name())
                    .isPresent());
            assertThat(kubernetes.workloads.claim(claim).phase()).isEqualTo("Pending");
            int before = kubernetes.simulator.requests();
            assertThat(kubernetes.workloads.claim(claim).phase()).isEqualTo("Pending");
            assertThat(kubernetes.simulator.requests())
                    .as("answered from the watch")
                    .isEqualTo(before);

            kubernetes.pass(Freshness.TRUSTED_FOR);
            kubernetes.workloads.claim(claim);

            assertThat(kubernetes.simulator.requests()).as("asked again").isGreaterThan(before);
        }
    }

    @Test
    void aRunHearsOfItsOwnObjectsOnlyAndNoMoreAfterItHasClosed() {
        AtomicInteger mine = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        Objects other = new Objects("default", "restic/restic:0.18.1");
        Subscription subscription = kubernetes.workloads.subscribe("default", objects.run, mine::incrementAndGet);
        try (Subscription second = kubernetes.workloads.subscribe("default", other.run, others::incrementAndGet)) {
            kubernetes.workloads.create(objects.claim());
            await().until(() -> mine.get() > 0);
            assertThat(others).hasValue(0);

            subscription.close();
            int heard = mine.get();
            kubernetes.workloads.create(objects.secret());
            kubernetes.workloads.create(other.claim());
            await().until(() -> others.get() > 0);
            kubernetes.workloads.delete(objects.tracked(ResourceKind.CLAIM, null), objects.run);
            assertThat(mine).hasValue(heard);
        }
        assertThat(kubernetes.cluster.watches().in("default")).isNull();
    }

    @Test
    void whatIsMarkedToStayBetweenTheLookAndTheDeletionIsNotRemoved() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes.simulator.faults().on("GET", claim.name(), 1, new Effect.Edited(seen -> {
            keptBySomebodyElse(claim);
            return seen;
        }));

        kubernetes.workloads.delete(claim, objects.run);

        assertThat(kubernetes.workloads.presence(claim, objects.run)).isEqualTo(Presence.KEPT);
    }

    private static void keptBySomebodyElse(TrackedResource claim) {
        kubernetes.simulator.edit(
                "persistentvolumeclaims",
                "default",
                claim.name(),
                object -> object.withObject("/metadata/labels").put(OwnershipLabels.KEEP, "true"));
    }

    @Test
    void whatChangesWhileItIsToBeDeletedIsDeletedAllTheSame() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        AtomicInteger changes = new AtomicInteger();
        kubernetes.simulator.faults().on("GET", claim.name(), 2, new Effect.Edited(seen -> {
            kubernetes.simulator.edit(
                    "persistentvolumeclaims",
                    "default",
                    claim.name(),
                    object -> object.withObject("/metadata/annotations")
                            .put("changed", Integer.toString(changes.incrementAndGet())));
            return seen;
        }));

        kubernetes.workloads.delete(claim, objects.run);

        assertThat(changes).hasValue(2);
        // Its finalizer goes a moment later
        await().until(() -> kubernetes.workloads.presence(claim, objects.run) == Presence.GONE);
    }

    @Test
    void whatIsGoneOrOnItsWayOutCannotBeKept() {
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim()));
        kubernetes.simulator.edit(
                "persistentvolumeclaims",
                "default",
                claim.name(),
                object -> object.withObject("/metadata")
                        .put("deletionTimestamp", "2026-03-01T10:00:00Z")
                        .putArray("finalizers")
                        .add("kubernetes.io/pvc-protection"));

        for (TrackedResource lost : List.of(claim, objects.tracked(ResourceKind.SECRET, null))) {
            assertThatThrownBy(() -> kubernetes.workloads.keep(lost, objects.run))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("cannot be kept");
        }
    }
}
