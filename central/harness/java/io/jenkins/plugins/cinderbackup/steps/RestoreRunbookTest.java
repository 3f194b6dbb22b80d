package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.examples.Runbook;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.real.ResticClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/restore.md does with restic alone, on a backup that the step has made; the rest of the page is run on real services. */
@Timeout(120)
class RestoreRunbookTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void filesAndTheWholeVolumeComeBack() throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(world.content.resolve("conf")).resolve("app.conf"), "a = 1\n");
        FileTree whole = ResticClient.withoutLostAndFound(FileTree.of(world.content));
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
        Path folder = Files.createDirectory(world.temp.resolve("restore"));
        backUpAnotherOfTheSameHost();
        Runbook runbook = new Runbook(
                folder,
                Map.of("RESTIC_CACHE_DIR", folder.resolve("cache").toString()),
                Map.of(
                        "RESTIC_REPOSITORY",
                        StepRepository.location(world),
                        "RESTIC_PASSWORD",
                        StepWorld.REPOSITORY_PASSWORD),
                Map.of(
                        "NAMESPACE",
                        "shop",
                        "CLAIM",
                        "db",
                        "SOURCE",
                        "src:production/shop/db",
                        "FILE",
                        "conf/app.conf",
                        "IMAGE",
                        "none",
                        "STORAGE_CLASS",
                        "none",
                        "SIZE",
                        "1Gi"));

        String output = runbook.run("Find the backup", "Single files", "The whole volume into a folder");

        assertThat(output).contains("shop-db", "/data/conf/app.conf");
        assertThat(folder.resolve("restored-file")).hasSameBinaryContentAs(file);
        assertThat(folder.resolve("restored-part/data/conf/app.conf")).hasSameBinaryContentAs(file);
        assertThat(folder.resolve("restored-part/data").toFile().list()).containsExactly("conf");
        assertThat(whole.differencesTo(FileTree.of(folder.resolve("restored/data"))))
                .isEmpty();
    }

    /** Later, and under the same host; with only its host, latest would be this one. */
    private void backUpAnotherOfTheSameHost() throws Exception {
        Path other = Files.createDirectory(world.temp.resolve("other"));
        Files.writeString(Files.createDirectory(other.resolve("conf")).resolve("app.conf"), "theirs\n");
        world.site.addSource("crm", "data", 1, other);
        Map<String, Object> arguments = world.arguments();
        arguments.putAll(Map.of("namespace", "crm", "pvc", "data", "host", "shop-db"));
        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
    }
}
