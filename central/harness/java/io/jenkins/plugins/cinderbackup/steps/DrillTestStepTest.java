package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The container that looks at what {@code cinderSnapshotVerify} has restored: a real program over the real files. */
@NeedsRestic
@Timeout(120)
class DrillTestStepTest {
    private static final String SAYS_NOTHING = "This says nothing about the backup: nobody knows whether it is good.";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private FileTree source;
    private HeadlessRun build;

    @BeforeEach
    void backUp() throws Exception {
        Files.writeString(world.content.resolve("answer"), "forty-two\n");
        world.backUp(
                "SUCCESS", world.arguments("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0))));
        world.allowImages();
        source = FileTree.of(world.content);
        build = world.build();
    }

    private HeadlessStep tested(String script, Object... more) {
        Map<String, Object> test =
                new LinkedHashMap<>(Map.of("image", "busybox", "command", List.of("sh", "-c", script)));
        for (int i = 0; i < more.length; i += 2) {
            test.put((String) more[i], more[i + 1]);
        }
        return world.verify(world.drill("test", test, "check", false), build);
    }

    private void assertNothingIsLeft() {
        assertThat(world.leftovers()).isEmpty();
        assertThat(FileTree.of(world.content)).isEqualTo(source);
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    private Map<String, Object> values() {
        return build.getAction(RunResultAction.class).getRecord().getValues();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aProgramReadsTheRestoredFilesChangesThemAndIsBelieved() throws Exception {
        Map<String, Object> returned = (Map<String, Object>) tested(
                        "cat $FILE && echo changed > $FILE && rm -r /restored/table-0 && cat $FILE",
                        "mountPath",
                        "/restored",
                        "env",
                        List.of(Map.of("name", "FILE", "value", "/restored/answer")),
                        "expect",
                        "^forty-two$")
                .await(LONG);

        assertThat(returned).contains(entry("result", "SUCCESS"), entry("verified", true));
        assertThat((Map<String, Map<String, Object>>) returned.get("checks"))
                .hasEntrySatisfying(
                        "test",
                        check -> assertThat(check)
                                .containsEntry("passed", true)
                                .containsEntry("detail", "exit code 0. It says last: changed"));
        Proof proof = BackupServices.get()
                .catalog()
                .of("production/shop/db")
                .get(0)
                .proofs()
                .get(0);
        assertThat(proof.passed()).containsExactly("restore", "test");
        assertThat(proof.tested()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void whatIsExpectedAndAnExitCodeOfOneIsNotBelieved() throws Exception {
        assertThat(tested("cat /data/answer; exit 1", "expect", "^forty-two$").failure(LONG))
                .hasMessageStartingWith("Verification failed in Test: The backup of production/shop/db of ")
                .hasMessageContaining(" is not good: the test ended with exit code 1. It says last: forty-two")
                .hasMessageContaining("The test says: forty-two");
        assertThat(values()).containsEntry("verified", false);
        assertNothingIsLeft();
    }

    @Test
    void oneThatDoesNotEndIsEnded() throws Exception {
        assertThat(tested("echo waiting; exec sleep 1000", "timeout", 1).failure(LONG))
                .hasMessageContaining("it did not end within 1 s")
                .hasMessageContaining("The test says: waiting");
        assertThat(values()).containsEntry("verified", null);
        assertNothingIsLeft();
    }

    @Test
    void itHasNeitherTheRepositorysKeysNorTheNetwork() throws Exception {
        HeadlessStep step =
                tested("env; ls /var/run/secrets; cat /proc/net/route | wc -l; exec sleep 1000", "timeout", 3);
        await().atMost(LONG)
                .until(() -> !world.site.kubernetes().list("networkpolicies").isEmpty());
        await().atMost(LONG).until(() -> String.valueOf(step.status()).endsWith(": Test") && testPod() != null);
        JsonNode pod = testPod();
        JsonNode policy = world.site.kubernetes().list("networkpolicies").get(0);

        assertThat(step.failure(LONG))
                .hasMessageContaining("The test says: PATH=")
                // The header of a table without a route
                .hasMessageContaining("The test says: 1")
                .hasMessageNotContaining("RESTIC")
                .hasMessageNotContaining(StepWorld.REPOSITORY_PASSWORD);
        assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/spec/containers/0/envFrom")).isEmpty();
        assertThat(pod.at("/spec/volumes")).hasSize(1);
        policy.at("/spec/podSelector/matchLabels")
                .properties()
                .forEach(label -> assertThat(pod.at("/metadata/labels").path(label.getKey()))
                        .isEqualTo(label.getValue()));
        assertNothingIsLeft();
    }

    private JsonNode testPod() {
        return world.site.kubernetes().list("pods").stream()
                .filter(pod -> pod.at("/spec/containers/0/name").asText().equals("test"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void anImageThatIsNotThereSaysNothingOfTheBackup() throws Exception {
        assertThat(world.verify(
                                world.drill(
                                        "test",
                                        Map.of("image", "registry/no-such", "command", List.of("true")),
                                        "check",
                                        false),
                                build)
                        .failure(LONG))
                .hasMessageContaining("The test of the restored data could not be made: ")
                .hasMessageContaining("not found")
                .hasMessageContaining(SAYS_NOTHING);
        assertThat(values()).containsEntry("verified", null);
        assertNothingIsLeft();
    }

    @Test
    void aRestartInTheMiddleFollowsTheSameTest() throws Exception {
        HeadlessStep step = tested(
                "echo once >> /data/answer; while [ ! -e /data/go ]; do sleep 0.1; done; cat /data/answer; exec wc -l < /data/answer",
                "expect",
                "^2$");
        // By then its Job is known to be made
        await().atMost(LONG).until(() -> step.consoleText().contains("The test has been running for"));
        byte[] stored = step.store();
        world.restart();
        world.allowImages();

        step.resume(stored);
        Path restored = world.site.content(testVolume());
        Files.writeString(restored.resolve("go"), "");

        assertThat((Map<?, ?>) step.await(LONG)).extracting("verified").isEqualTo(true);
        assertThat(world.site.kubernetes().made().stream()
                        .filter(name -> name.startsWith("jobs") && name.endsWith("-test")))
                .hasSize(1);
        assertNothingIsLeft();
    }

    private String testVolume() {
        return world.site.openstack().volumes().stream()
                .filter(volume -> !volume.id().equals(world.volume))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
