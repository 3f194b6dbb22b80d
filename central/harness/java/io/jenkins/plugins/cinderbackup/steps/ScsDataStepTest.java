package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Access;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SCS-0117 with data, as a Pipeline has it tested: pods write real files to the volumes of the simulated Cinder, and read what it has restored. */
@Timeout(120)
class ScsDataStepTest {
    private static final Map<String, Object> WITH_DATA = Map.of("cluster", "production");

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;

    @BeforeEach
    void configure() {
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of("volumeBackupsAllowed", true))));
        cloud = world.site.openstack();
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(ScsVolumeBackupTestStep.class, arguments, world.build());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> pass(HeadlessStep step) throws Exception {
        return (Map<String, Object>) step.await(LONG);
    }

    private static List<String> steps(Map<String, Object> returned) {
        return ((List<?>) returned.get("steps"))
                .stream()
                        .map(step -> ((Map<?, ?>) step).get("name") + ": " + ((Map<?, ?>) step).get("result"))
                        .toList();
    }

    @Test
    void theExampleWritesDataAndComparesWhatComesBack() throws Exception {
        HeadlessStep step = start(JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples/scs.Jenkinsfile"), "scsVolumeBackupTest", Map.of()));

        Map<String, Object> returned = pass(step);

        assertThat(returned)
                .as(step.consoleText())
                .containsEntry("result", "SUCCESS")
                .containsEntry("verdict", "PASS")
                .containsEntry("warnings", List.of())
                .containsEntry("leftovers", List.of());
        assertThat(steps(returned))
                .containsSubsequence(
                        "Write data to the volume: PASS",
                        "Create backup from volume: PASS",
                        "Restore volume from backup: PASS",
                        "Compare restored data: PASS",
                        "Write more data to the volume: PASS",
                        "Create incremental backup: PASS",
                        "Restore volume from incremental backup: PASS",
                        "Compare data restored from incremental backup: PASS");
        assertThat(step.consoleText())
                .containsPattern("File first, of the SHA-256 [0-9a-f]{64}, was written to")
                .containsPattern("File second, of the SHA-256 [0-9a-f]{64}, was written to")
                .contains("is what was written: first, second")
                .doesNotContain("Trying again");
        assertThat(world.leftovers()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    /** Just before Cinder begins with one. */
    private void beforeEachRestore(Runnable change) {
        cloud.fail(request -> {
            if (request.method().equals("POST") && request.path().endsWith("/restore")) {
                change.run();
            }
            return Optional.empty();
        });
    }

    private void changeInBackups(String file, byte[] content) {
        cloud.backups().forEach(backup -> {
            Path stored = world.temp.resolve("volumes").resolve(backup.id()).resolve(file);
            try {
                Files.write(stored, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aBackupThatHasBecomeSomethingElseFails() throws Exception {
        beforeEachRestore(() -> changeInBackups("first", new byte[16 << 20]));
        HeadlessStep step = start(WITH_DATA);

        assertThat(step.failure(LONG))
                .hasMessageStartingWith(
                        "Volume backup test failed in ComparingData: The restored volume does not have what was written: file first has the SHA-256 ")
                .hasMessageContaining("scs-0117-test-backup: FAIL");

        assertThat(step.consoleText())
                .contains("Restore volume from backup: PASS in", "Compare restored data: FAIL in");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void thePodsHaveNoNetworkAndNoTokenAndRunWhereTheJobSays() throws Exception {
        List<JsonNode> pods = new CopyOnWriteArrayList<>();
        world.site.kubernetes().access().reject("jobs", job -> !pods.add(job), "none is refused");
        world.allowImages();
        Map<String, Object> arguments = new HashMap<>(WITH_DATA);
        arguments.put(
                "job",
                Map.of("image", "busybox:1.37", "nodeSelector", List.of(Map.of("key", "pool", "value", "backup"))));

        assertThat(pass(start(arguments))).containsEntry("result", "SUCCESS");

        assertThat(world.site.kubernetes().made()).anyMatch(made -> made.startsWith("networkpolicies"));
        assertThat(world.site.kubernetes().made()).noneMatch(made -> made.startsWith("secrets"));
        assertThat(pods).isNotEmpty().allSatisfy(job -> {
            JsonNode pod = job.at("/spec/template/spec");
            assertThat(pod.at("/containers/0/image").asText()).isEqualTo("busybox:1.37");
            assertThat(pod.at("/nodeSelector/pool").asText()).isEqualTo("backup");
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        });
    }

    @Test
    void anImageThatCannotBeHadLeavesCinderToBeTestedAlone() throws Exception {
        world.allowImages();
        Map<String, Object> arguments = new HashMap<>(WITH_DATA);
        arguments.put("job", Map.of("image", "no-such/image:1"));
        HeadlessStep step = start(arguments);

        assertThat(pass(step)).containsEntry("result", "UNSTABLE").containsEntry("verdict", "PASS");

        assertThat(step.consoleText())
                .contains("Whether data come back from a backup could not be tested: Job backups/csb-scs-test-")
                .contains(
                        "no-such/image:1", "Write data to the volume: ABORT in", "Restore volume from backup: PASS in");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void whereNoClusterIsNamedItSaysSoAndAsksNone() throws Exception {
        HeadlessStep step = start(Map.of("incremental", false));

        assertThat(pass(step)).containsEntry("result", "SUCCESS");

        assertThat(step.consoleText()).contains("Data are neither written nor compared: no cluster is named");
        assertThat(world.site.kubernetes().requests()).isZero();
    }

    @Test
    void whereNoDataAreWantedTheClusterIsNotAsked() throws Exception {
        HeadlessStep step = start(Map.of("incremental", false, "cluster", "production", "data", false));

        assertThat(pass(step)).containsEntry("result", "SUCCESS");

        assertThat(step.consoleText())
                .contains("cluster, kubernetes and job do nothing: `data` is false")
                .doesNotContain("neither written nor compared");
        assertThat(world.site.kubernetes().requests()).isZero();
    }

    @Test
    void whatIsWrongWithTheClusterIsSaidAtOnce() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("backupNamespace", ""))));

        assertThat(start(Map.of(
                                "cluster",
                                "production",
                                "timeout",
                                0,
                                "job",
                                Map.of("image", "busybox:1.37", "startTimeout", 0)))
                        .failure(LONG))
                .hasMessageContaining("job.namespace is missing")
                .hasMessageContaining("job.image is set, which is not allowed for cluster 'production'")
                .hasMessageContaining("job.startTimeout is 0")
                .hasMessageContaining("timeout is 0");
        assertThat(start(Map.of("cluster", "elsewhere")).failure(LONG)).hasMessageContaining("'elsewhere'");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldBeWrittenAndMakesNothing() throws Exception {
        HeadlessStep step = start(Map.of("cluster", "production", "dryRun", true));

        pass(step);

        assertThat(step.consoleText())
                .contains("write data to it through a pod in namespace backups, with image restic/restic:");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aRestartGoesOnWithTheSamePod() throws Exception {
        world.site.kubernetes().node().unschedulable("0/1 nodes are available");
        HeadlessStep step = start(WITH_DATA);
        await().atMost(LONG)
                .until(() -> world.site.kubernetes().made().stream().anyMatch(made -> made.startsWith("jobs")));
        byte[] stored = step.store();

        world.restart();
        step.resume(stored);
        world.site.kubernetes().node().unschedulable("");

        assertThat(pass(step)).containsEntry("verdict", "PASS").containsEntry("result", "SUCCESS");
        assertThat(world.site.kubernetes().made().stream().filter(made -> made.startsWith("jobs")))
                .hasSize(4);
        assertThat(world.leftovers()).isEmpty();
    }

    private void allow(KubernetesExamples examples) {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt ->
                        examples.allow(attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));
    }

    private static String text(Access.Attempt attempt) {
        return attempt.verb() + " " + attempt.resource() + " in '" + attempt.namespace() + "'";
    }

    @Test
    void theRightsOfTheExampleSufficeAndEachIsUsed() throws Exception {
        KubernetesExamples examples = KubernetesExamples.scsTest();
        allow(examples);
        assertThat(pass(start(WITH_DATA))).containsEntry("result", "SUCCESS");
        world.site.kubernetes().node().unschedulable("0/1 nodes are available");
        Map<String, Object> late = new HashMap<>(WITH_DATA);
        late.put("job", Map.of("startTimeout", 1));
        assertThat(pass(start(late))).containsEntry("result", "UNSTABLE");

        Set<String> used = world.site.kubernetes().access().used().stream()
                .map(ScsDataStepTest::text)
                .collect(Collectors.toSet());
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(examples.rights().stream()
                        .map(right -> text(new Access.Attempt(
                                right.verb(), right.group(), right.resource(), examples.namespaceOf(right))))
                        .toList());
    }

    static List<Right> rights() {
        return KubernetesExamples.scsTest().neededRights();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void aRightThatIsMissingIsNamedAndNothingIsDone(Right right) throws Exception {
        allow(KubernetesExamples.scsTest().without(right));

        assertThat(start(WITH_DATA).failure(LONG))
                .hasMessageStartingWith("Volume backup test failed in Pending")
                .hasMessageContaining("Forbidden: " + right.verb() + " " + right.resource())
                .hasMessageContaining("scs-0117-test-backup: ABORT");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }
}
