package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples that restore, each run as it is. */
@NeedsRestic
@Timeout(120)
class RestoreExamplesStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    /** What the step of an example returns. */
    private Map<String, Object> run(String example, Map<String, String> parameters) throws Exception {
        Map<String, String> environment = new HashMap<>(parameters);
        environment.put(
                "BACKUP_SERVER",
                world.site.repositories().url("").replaceFirst("^rest:", "").replaceFirst("/$", ""));
        Map<String, Object> call = JenkinsfileCall.read(
                ProjectFolder.root().resolve("examples").resolve(example), "cinderSnapshotRestore", environment);
        Map<?, ?> returned = (Map<?, ?>) world.restore(call).await(LONG);
        Map<String, Object> values = new HashMap<>();
        returned.forEach((name, value) -> values.put((String) name, value));
        return values;
    }

    @Test
    void stagingGetsAPvcWithTheFilesOfProductionsNewestBackup() throws Exception {
        world.site.kubernetes().createNamespace("staging");
        world.site.addSource("shop", "postgres-data", 2, world.content);
        Map<String, Object> arguments = world.arguments();
        arguments.put("pvc", "postgres-data");
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 1, "keepForDays", 1)));
        FileTree backedUp = FileTree.of(world.content);
        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
        SampleFiles.damage(world.content);

        Map<String, Object> returned = run("clone-to-staging.Jenkinsfile", Map.of());

        assertThat(returned)
                .contains(entry("result", "SUCCESS"), entry("namespace", "staging"), entry("pvc", "postgres-data"));
        assertThat(returned.get("backup"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("from", "snapshot");
        assertThat(backedUp.differencesTo(
                        FileTree.of(world.site.content(world.site.volumeOf("staging", "postgres-data")))))
                .isEmpty();
    }
}
