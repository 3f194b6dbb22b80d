package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.model.ContainerJob.Mount;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jobs write to Cinder's volumes on a simulated site. */
class SiteVolumesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @NeedsRestic
    void aBlankCinderVolumeHasARestoredTreeWithItsRootFoldersMode() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        RestoredFiles.write(source);
        Path repository = Files.createDirectories(folder.resolve("repository"));
        LocalRestic.run(repository.resolve("repository"), "correct horse", "init");
        Objects objects = new Objects("default", "restic/restic:0.18.1");
        try (SimulatedSite site = new SimulatedSite(Files.createDirectories(folder.resolve("copies")));
                ClusterClients clusters = new ClusterClients();
                ClusterClient cluster = clusters.open(
                        new ClusterConnection(site.kubernetes().url(), null, new Credential.Token("t"), null))) {
            Fabric8Cluster workloads = new Fabric8Cluster(
                    cluster,
                    Ticker.system(),
                    () -> new RepositoryEnvironment(
                            Map.of("RESTIC_REPOSITORY", "/nowhere", "RESTIC_PASSWORD", "correct horse"),
                            Map.of(),
                            Set.of("correct horse")));
            BlockStorage storage =
                    new OpenstackClouds().blockStorage(site.openstack().cloud());
            String blank = storage.createVolume(new NewVolume(
                            Optional.empty(),
                            Optional.empty(),
                            "target",
                            "",
                            1,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            objects.tags))
                    .id();
            RepositoryRuns runs =
                    new RepositoryRuns(workloads, objects, site.openstack().addVolume("repository", 1, repository));
            String from = runs.claim(site.openstack().addVolume("source", 1, source), VolumeUse.reading());
            String to = runs.claim(blank, VolumeUse.writing(List.of()));

            runs.restic(List.of(new Mount(from, "/data", true)), "backup", "/data");
            runs.restic(List.of(new Mount(to, "/data", false)), "restore", "latest", "--target=/");

            Path restored = site.content(blank);
            assertThat(restored.resolve("soft")).hasContent("text");
            for (String attribute : List.of("mode", "uid", "gid")) {
                assertThat(Files.getAttribute(restored, "unix:" + attribute))
                        .isEqualTo(Files.getAttribute(source, "unix:" + attribute));
            }
            await().atMost(PATIENCE)
                    .until(() -> storage.volume(blank).orElseThrow().status().equals("available"));
            String again = runs.claim(blank, VolumeUse.reading());
            assertThat(runs.restic(List.of(new Mount(again, "/data", true)), "backup", "--dry-run", "-vv", "/data"))
                    .contains("/data/folder/file");
            runs.remove();
        }
    }
}
