package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.real.ResticClient;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples that restore, each run as it is, after a backup of the PVC that they name whose Cinder snapshot is kept. */
@NeedsRestic
@Timeout(120)
class RestoreExamplesStepTest {
    private static final String PVC = "postgres-data";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private String volume;
    private FileTree backedUp;

    @BeforeEach
    void backUpAndDamage() throws Exception {
        world.resticOverwrites();
        volume = world.site.addSource("shop", PVC, 2, world.content);
        backedUp = files(volume);
        Map<String, Object> arguments = world.arguments("pvc", PVC);
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 1, "keepForDays", 1)));
        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
        SampleFiles.damage(world.content);
    }

    private FileTree files(String volumeId) {
        return ResticClient.withoutLostAndFound(FileTree.of(world.site.content(volumeId)));
    }

    private HeadlessStep start(String example, Map<String, String> parameters) {
        Map<String, String> environment = new HashMap<>(parameters);
        environment.put(
                "BACKUP_SERVER",
                world.site.repositories().url("").replaceFirst("^rest:", "").replaceFirst("/$", ""));
        return world.restore(JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples").resolve(example), "cinderSnapshotRestore", environment));
    }

    private static Map<?, ?> succeeded(HeadlessStep step) throws Exception {
        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);
        assertThat(returned.get("result")).isEqualTo("SUCCESS");
        return returned;
    }

    @Test
    void theBackupThatIsChosenComesBackInANewPvc() throws Exception {
        Map<?, ?> returned =
                succeeded(start("restore.Jenkinsfile", Map.of("BACKUP", "latest", "BEFORE", "", "TARGET", "")));

        assertThat(returned.get("pvc")).isEqualTo(PVC + "-restored");
        assertThat(((Map<?, ?>) returned.get("backup")).get("time")).isNotNull();
        assertThat(backedUp.differencesTo(files(world.site.volumeOf("shop", PVC + "-restored"))))
                .isEmpty();
    }

    @Test
    void aDatabaseIsStoppedRestoredInPlaceAndStartedAgain() throws Exception {
        world.site.kubernetes().createWorkload("statefulsets", "shop", "postgres", 1, PVC);
        HeadlessStep step = start(
                "restore-in-place.Jenkinsfile",
                Map.of("NAMESPACE", "shop", "PVC", PVC, "WORKLOAD", "statefulset/postgres", "BACKUP", "latest"));

        assertThat(succeeded(step).get("snapshotBefore")).isNotNull();
        assertThat(backedUp.differencesTo(files(volume))).isEmpty();
        assertThat(world.site.kubernetes().replicas("statefulsets", "shop", "postgres"))
                .isEqualTo(1);
        assertThat(step.consoleText())
                .contains(
                        "StatefulSet shop/postgres is scaled to 0 from 1",
                        "StatefulSet shop/postgres is scaled back to 1");
    }

    @Test
    void stagingGetsACloneOfProductionsNewestBackup() throws Exception {
        world.site.kubernetes().createNamespace("staging");

        Map<?, ?> returned = succeeded(start("clone-to-staging.Jenkinsfile", Map.of()));

        assertThat(returned.get("namespace")).isEqualTo("staging");
        assertThat(((Map<?, ?>) returned.get("backup")).get("from")).isEqualTo("snapshot");
        assertThat(backedUp.differencesTo(files(world.site.volumeOf("staging", PVC))))
                .isEmpty();
    }
}
