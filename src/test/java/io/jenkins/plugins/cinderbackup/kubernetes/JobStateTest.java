package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.PodVerdict;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.simulator.VirtualClock;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Job states that a node or a scheduler makes; the pod's status is written as they write it. */
class JobStateTest {
    @TempDir
    static Path volume;

    private static SimulatedCluster kubernetes;
    private Objects objects;

    @BeforeAll
    static void start() {
        kubernetes = new SimulatedCluster();
        kubernetes.volumes.folders.put("volume", volume);
    }

    @AfterAll
    static void stop() {
        kubernetes.close();
    }

    @BeforeEach
    void aFreshRun() {
        objects = new Objects("default", "restic/restic:0.18.1");
        kubernetes.simulator.node().startDelay(Duration.ofHours(1));
        kubernetes.simulator.node().unschedulable("");
        kubernetes.simulator.access().allowAll();
    }

    private TrackedResource startJob(String image) {
        objects.makeVolume(kubernetes.workloads, "volume");
        return objects.start(
                kubernetes.workloads,
                objects.job(objects.settings(image, Duration.ofMinutes(5), Map.of(), Map.of(), 0), "version"));
    }

    private ObjectNode podOf(TrackedResource job) {
        return await().until(
                        () -> kubernetes.simulator.list("pods").stream()
                                .filter(pod -> pod.at("/metadata/labels/job-name")
                                        .asText()
                                        .equals(job.name()))
                                .findFirst()
                                .orElse(null),
                        pod -> pod != null);
    }

    /** Writes the status of a pod that nothing else writes to. */
    private TrackedResource jobWithPodStatus(String status) throws Exception {
        TrackedResource job = startJob("restic/restic:0.18.1");
        String pod = podOf(job).at("/metadata/name").asText();
        ObjectNode parsed = (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(status);
        kubernetes.simulator.edit("pods", "default", pod, object -> object.set("status", parsed));
        return job;
    }

    private static String restic(String state) {
        return "{\"phase\": \"Pending\", \"containerStatuses\": [{\"name\": \"restic\", \"state\": " + state + "}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "InvalidImageName|Failed to apply default image tag: invalid reference format",
                "ErrImagePull|failed to resolve reference \"docker.io/no/such:1\": not found",
                "ImagePullBackOff|Back-off pulling image: ErrImagePull: pull access denied, repository does not exist",
                "CreateContainerError|failed to generate container spec: no command specified",
                "RunContainerError|exec: \"restic\": executable file not found in $PATH",
            })
    void aContainerThatCanNeverStartMakesTheJobLost(String reason, String message) throws Exception {
        String waiting = "{\"waiting\": {\"reason\": \"" + reason + "\", \"message\": \""
                + message.replace("\"", "\\\"") + "\"}}";

        assertThat(kubernetes.workloads.job(jobWithPodStatus(restic(waiting))))
                .isEqualTo(new JobState.Lost(reason + ": " + message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ErrImagePull|dial tcp: i/o timeout",
                "ImagePullBackOff|Back-off pulling image",
                "CreateContainerConfigError|secret \"x\" could not be had",
                "CreateContainerError|context deadline exceeded",
                "CreateContainerError|failed to reserve container name \"restic_csb_1\": name \"restic_csb_1\" is reserved for \"0f\"",
                "CreateContainerError|kubelet may be retrying requests that are timing out in CRI-O due to system load. Currently at stage container volume configuration",
                "RunContainerError|context deadline exceeded",
            })
    void aContainerThatMayStartLaterIsStarting(String reason, String message) throws Exception {
        String waiting = "{\"waiting\": {\"reason\": \"" + reason + "\", \"message\": \""
                + message.replace("\"", "\\\"") + "\"}}";

        assertThat(kubernetes.workloads.job(jobWithPodStatus(restic(waiting))))
                .isEqualTo(new JobState.Starting(reason + ": " + message));
    }

    @Test
    void anEvictedPodIsLostWithTheKubeletsWords() throws Exception {
        TrackedResource job = jobWithPodStatus("""
                {"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: ephemeral-storage.",
                 "containerStatuses": [{"name": "restic", "state": {"terminated": {"exitCode": 137, "reason": "Error"}}}]}""");

        assertThat(kubernetes.workloads.job(job))
                .isEqualTo(new JobState.Lost("Evicted: The node was low on resource: ephemeral-storage."));
    }

    @Test
    void aPreemptedPodIsLostAlthoughResticEndedByTheSignal() throws Exception {
        TrackedResource job = jobWithPodStatus("""
                {"phase": "Failed", "conditions": [{"type": "DisruptionTarget", "status": "True", "reason": "PreemptionByScheduler", "message": "preempting"}],
                 "containerStatuses": [{"name": "restic", "state": {"terminated": {"exitCode": 130, "reason": "Error"}}}]}""");

        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Lost("PreemptionByScheduler: preempting"));
    }

    @Test
    void aNodeThatLostSightOfTheContainerHasNoExitCode() throws Exception {
        TrackedResource job = jobWithPodStatus(restic("""
                {"terminated": {"exitCode": 137, "reason": "ContainerStatusUnknown", "message": "The container could not be located"}}"""));

        assertThat(kubernetes.workloads.job(job)).isInstanceOf(JobState.Lost.class);
    }

    @Test
    void aNodeThatWasRestartedHasNoExitCodeEither() throws Exception {
        TrackedResource job = jobWithPodStatus(restic("""
                {"terminated": {"exitCode": 255, "reason": "Unknown"}}"""));

        assertThat(kubernetes.workloads.job(job))
                .isEqualTo(new JobState.Lost("the node lost sight of restic, as after a restart of it"));
    }

    @Test
    void resticsEndCountsWhileAnInjectedSidecarGoesOn() throws Exception {
        TrackedResource job = jobWithPodStatus("""
                {"phase": "Running", "containerStatuses": [{"name": "istio-proxy", "state": {"running": {}}},
                 {"name": "restic", "state": {"terminated": {"exitCode": 3, "reason": "Error"}}}]}""");

        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Exited(3, "Error"));
    }

    @Test
    void resticsSuccessCountsAlthoughTheDeadlineThenEndedTheSidecar() throws Exception {
        TrackedResource job = jobWithPodStatus("""
                {"phase": "Failed", "reason": "DeadlineExceeded", "containerStatuses": [{"name": "restic",
                 "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]}""");

        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Exited(0, "Completed"));
    }

    @Test
    void anOutOfMemoryKillKeepsItsReason() throws Exception {
        TrackedResource job = jobWithPodStatus("""
                {"phase": "Failed", "containerStatuses": [{"name": "restic", "state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]}""");

        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Exited(137, "OOMKilled"));
    }

    @Test
    void aDeletedPodWhoseNodeDoesNotAnswerIsLost() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withDeletionTimestamp("2026-03-01T09:00:00Z")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-7")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("restic")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();

        assertThat(new PodVerdict(pod).state(Instant.parse("2026-03-01T09:00:30Z")))
                .isEqualTo(new JobState.Running());
        assertThat(new PodVerdict(pod).state(Instant.parse("2026-03-01T09:02:00Z")))
                .isEqualTo(new JobState.Lost("the pod was deleted, and its node node-7 does not answer"));
    }

    @Test
    void theSchedulersWordsAreTold() {
        kubernetes.simulator.node().startDelay(Duration.ZERO);
        kubernetes.simulator.node().unschedulable("0/3 nodes are available: 3 Insufficient memory.");
        TrackedResource job = startJob("restic/restic:0.18.1");

        await().until(() -> kubernetes
                .workloads
                .job(job)
                .equals(new JobState.Starting("Unschedulable: 0/3 nodes are available: 3 Insufficient memory.")));
    }

    @Test
    void anImageThatTheRegistryDoesNotHaveMakesTheJobLost() {
        kubernetes.simulator.node().startDelay(Duration.ZERO);
        TrackedResource job = startJob("example.org/no-such:1");

        await().until(() -> kubernetes.workloads.job(job) instanceof JobState.Lost);
        assertThat(kubernetes.workloads.log(job, 10)).isEmpty();
    }

    @Test
    void aPodThatAPolicyRefusesMakesTheJobLostWithItsWords() {
        kubernetes
                .simulator
                .access()
                .reject("pods", pod -> true, "violates PodSecurity \"restricted:latest\": runAsNonRoot != true");
        TrackedResource job = startJob("restic/restic:0.18.1");

        await().until(() -> {
            kubernetes.pass(Duration.ofSeconds(5));
            return kubernetes.workloads.job(job) instanceof JobState.Lost lost
                    && lost.reason().contains("violates PodSecurity");
        });
    }

    private TrackedResource jobHeldBackByQuota(String used, String limited) {
        kubernetes
                .simulator
                .access()
                .reject(
                        "pods",
                        pod -> true,
                        "exceeded quota: team, requested: limits.memory=512Mi, used: limits.memory=" + used
                                + ", limited: limits.memory=" + limited);
        return startJob("restic/restic:0.18.1");
    }

    @Test
    void aJobMayWaitForItsPodAndItsNodeAsLongAsItsStartMayTake() {
        VirtualClock clock = new VirtualClock(Instant.now());
        try (KubernetesSimulator simulator = new KubernetesSimulator(new FolderVolumes(), clock);
                ClusterClients clusters = new ClusterClients();
                ClusterClient cluster =
                        clusters.open(new ClusterConnection(simulator.url(), null, new Credential.Token("t"), null))) {
            Cluster workloads = new Fabric8Cluster(cluster, clock, () -> null);
            String full = "exceeded quota: team, requested: pods=1, used: pods=9, limited: pods=9";
            simulator.access().reject("pods", pod -> true, full);
            TrackedResource job = objects.start(
                    workloads, objects.job(objects.settings(Duration.ofHours(2), Duration.ofHours(1)), "version"));

            clock.advance(Duration.ofMinutes(75));

            await().until(() -> workloads.job(job) instanceof JobState.Starting starting
                    && starting.detail().contains(full));
            clock.advance(Duration.ofMinutes(120));
            await().until(() -> workloads.job(job) instanceof JobState.Lost lost
                    && lost.reason().contains("DeadlineExceeded"));
        }
    }

    @Test
    @NeedsRestic
    void theTimeThatAStartTakesIsNotTakenFromRestic() {
        kubernetes.simulator.node().startDelay(Duration.ofSeconds(2));
        objects.makeVolume(kubernetes.workloads, "volume");
        TrackedResource job = objects.start(
                kubernetes.workloads,
                objects.job(objects.settings(Duration.ofMinutes(5), Duration.ofSeconds(1)), "version"));

        await().until(() -> !(kubernetes.workloads.job(job) instanceof JobState.Starting
                || kubernetes.workloads.job(job) instanceof JobState.Running));
        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Exited(0, "Completed"));
    }

    private JobState withEvents(TrackedResource job) {
        kubernetes.pass(Duration.ofSeconds(5));
        return kubernetes.workloads.job(job);
    }

    @Test
    void aPodThatAQuotaHoldsBackForNowIsStarting() {
        TrackedResource job = jobHeldBackByQuota("3Gi", "3Gi");

        await().until(() -> withEvents(job) instanceof JobState.Starting starting
                && starting.detail().contains("exceeded quota: team"));
    }

    @Test
    void aPodThatFitsIntoNoQuotaMakesTheJobLost() {
        TrackedResource job = jobHeldBackByQuota("0", "256Mi");

        await().until(() ->
                withEvents(job) instanceof JobState.Lost lost && lost.reason().contains("exceeded quota: team"));
    }

    @Test
    void aJobThatSomebodyDeletesIsAbsentAndNotItsNamesakes() {
        TrackedResource job = startJob("restic/restic:0.18.1");
        podOf(job);
        kubernetes.simulator.delete("jobs", "default", job.name());
        await().until(() -> kubernetes.workloads.job(job).equals(new JobState.Absent()));

        await().until(() ->
                kubernetes.simulator.get("jobs", "default", job.name()).isEmpty());
        objects.start(kubernetes.workloads, objects.job("version"));
        assertThat(kubernetes.workloads.job(job)).isEqualTo(new JobState.Absent());
    }

    @Test
    void aPodThatIsGoneTakesItsExitCodeAlong() {
        TrackedResource job = startJob("restic/restic:0.18.1");
        kubernetes.simulator.delete(
                "pods", "default", podOf(job).at("/metadata/name").asText());

        await().until(() -> kubernetes.workloads.job(job) instanceof JobState.Lost);
    }
}
