package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The list of backups and the search for a server's volumes over HTTP: each of their calls meets each trouble, once and for ever; what is found is all there is. */
class VolumeBackupFindingFaultsTest {
    @Test
    void aListHasAllBackupsOfTheVolume() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            List<String> newestFirst = CinderScenes.lists(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(found(report, "backups", "id")).isEqualTo(newestFirst);
        }
    }

    @Test
    void aSearchHasTheServersVolume() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CinderScenes.searches(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(found(report, "volumes", "volumeId")).isEqualTo(List.of(world.source));
        }
    }

    @TestFactory
    Stream<DynamicNode> noListSucceedsWithoutAllBackups() throws IOException {
        return SceneMatrix.tests(VolumeBackupFindingFaultsTest::lists, "a list of backups");
    }

    @TestFactory
    Stream<DynamicNode> noSearchSucceedsWithoutAllVolumes() throws IOException {
        return SceneMatrix.tests(VolumeBackupFindingFaultsTest::searches, "a search for volumes");
    }

    private static void lists(FaultWorld world) {
        List<String> newestFirst = CinderScenes.lists(world);
        world.judge = report -> found(report, "backups", "id").equals(newestFirst);
        world.spared = newestFirst;
    }

    private static void searches(FaultWorld world) {
        CinderScenes.searches(world);
        world.judge = report -> found(report, "volumes", "volumeId").equals(List.of(world.source));
    }

    private static List<?> found(RunReport report, String list, String id) {
        return report.values().get(list) instanceof List<?> all
                ? all.stream().map(one -> ((Map<?, ?>) one).get(id)).toList()
                : List.of();
    }
}
