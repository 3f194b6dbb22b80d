package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRequireStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotVerifyStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup that is proved on the real services, and the gate that asks for it. */
@Real
class RealProofTest {
    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @BeforeEach
    void addStorageClass() {
        fresh.addStorageClass();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cinderbackup.real.RealResticVersionsTest#versions")
    void aBackupIsRestoredOnTrialAndOpensTheGate(String version) throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 60, 4));
        Map<String, Object> backup = fresh.jenkins().arguments("db");
        backup.put("job", Map.of("image", "localhost/restic:" + version));
        FreshSite.assertSucceeded(fresh.jenkins().run(backup));
        List<String> before = fresh.site().leftovers();
        assertThat(closed(version, source, Map.of("pvc", List.of("db"), "verifiedWithin", 3600)))
                .contains("PVC " + source.namespace() + "/db was never verified");

        Map<String, Object> proof = RealJenkins.result(start(
                CinderSnapshotVerifyStep.class,
                version,
                source,
                Map.of("pvc", "db", "readDataSubset", "1/2", "compareSnapshot", true)));

        FreshSite.assertSucceeded(proof);
        assertThat(proof).containsEntry("verified", true);
        // Before 0.16 restic does not count what it restores, before 0.17 it cannot compare a volume bit by bit
        List<String> checks = version.equals(RealResticVersionsTest.DEBIANS)
                ? List.of("check", "restore", "compareSnapshot")
                : List.of("check", "restore", "compare", "content", "compareSnapshot");
        assertThat((Map<?, ?>) proof.get("checks"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(checks.toArray());
        assertThat(fresh.site().leftovers()).isEqualTo(before);
        Map<String, Object> opened = RealJenkins.result(start(
                CinderSnapshotRequireStep.class,
                version,
                source,
                Map.of("selector", "!no-such-label", "verifiedWithin", 3600)));
        FreshSite.assertSucceeded(opened);
        assertThat((List<?>) opened.get("backups")).hasSize(1);
        assertThat(closed(version, source, Map.of("pvc", List.of("db", "cache"))))
                .contains("PVC " + source.namespace() + "/cache was never backed up.")
                .doesNotContain("/db was");
        assertThat(fresh.site().leftovers()).isEqualTo(before);
    }

    /** The rig's network plugin, a plain bridge, enforces no NetworkPolicy: that the right pod is selected before it is there is all that can be seen here. */
    @Test
    void aTestOverTheRestoredFilesSaysWhetherTheyAreGood() throws Exception {
        String version = Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC").replaceFirst(".*:", "");
        RealSite.Source source = fresh.site().source("db", "ext4", root -> {
            SampleFiles.fill(root, 20, 1);
            write(root.resolve("answer"), "forty-two\n");
        });
        FreshSite.assertSucceeded(fresh.jenkins().run(fresh.jenkins().arguments("db")));
        List<String> before = fresh.site().leftovers();

        HeadlessStep step = start(
                CinderSnapshotVerifyStep.class,
                version,
                source,
                tested("cat /data/answer && echo changed > /data/answer; env; ls /var/run/secrets; sleep 2; echo end"));
        awaitPolicyAndPod();
        Map<String, Object> proof = RealJenkins.result(step);

        FreshSite.assertSucceeded(proof);
        assertThat(proof).containsEntry("verified", true);
        assertThat((Map<?, ?>) proof.get("checks")).hasSize(4);
        assertThat(fresh.site().leftovers()).isEqualTo(before);
        HeadlessStep bad =
                start(CinderSnapshotVerifyStep.class, version, source, tested("cat /data/answer; env; exit 1"));
        assertThat(bad.failure(RealJenkins.LIMIT))
                .hasMessageContaining(" is not good: the test ended with exit code 1.")
                .hasMessageContaining("The test says: forty-two")
                .hasMessageNotContaining("RESTIC_")
                .hasMessageNotContaining("AWS_");
        assertThat(fresh.site().leftovers()).isEqualTo(before);
    }

    private static Map<String, Object> tested(String script) {
        return Map.of(
                "pvc",
                "db",
                "check",
                false,
                "test",
                Map.of(
                        "image",
                        Rigs.KUBERNETES.get("RIG_IMAGE_BUSYBOX"),
                        "command",
                        List.of("sh", "-c", script),
                        "expect",
                        "^forty-two$"));
    }

    private void awaitPolicyAndPod() {
        String namespace = fresh.site().backupNamespace();
        KubernetesClient client = fresh.site().cluster().client();
        Awaitility.await()
                .atMost(RealJenkins.LIMIT)
                .untilAsserted(() -> assertThat(client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                        .singleElement()
                        .satisfies(policy -> assertThat(client.pods()
                                        .inNamespace(namespace)
                                        .withLabels(policy.getSpec()
                                                .getPodSelector()
                                                .getMatchLabels())
                                        .list()
                                        .getItems())
                                .singleElement()
                                .satisfies(pod -> {
                                    assertThat(pod.getSpec()
                                                    .getContainers()
                                                    .get(0)
                                                    .getName())
                                            .isEqualTo("test");
                                    assertThat(policy.getMetadata().getCreationTimestamp())
                                            .isLessThanOrEqualTo(
                                                    pod.getMetadata().getCreationTimestamp());
                                })));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String closed(String version, RealSite.Source source, Map<String, Object> more) throws Exception {
        Throwable failure =
                start(CinderSnapshotRequireStep.class, version, source, more).failure(RealJenkins.LIMIT);
        assertThat(failure).isInstanceOf(AbortException.class);
        return failure.getMessage();
    }

    private <T extends Step> HeadlessStep start(
            Class<T> step, String version, RealSite.Source source, Map<String, Object> more) {
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        arguments.put("namespace", source.namespace());
        arguments.put("repository", fresh.jenkins().arguments("db").get("repository"));
        arguments.put("job", Map.of("image", "localhost/restic:" + version));
        return HeadlessStep.start(
                Describables.make(step, arguments), fresh.jenkins().build());
    }
}
