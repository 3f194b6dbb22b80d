package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Exports and imports of records over HTTP: each of their calls meets each trouble, once and for ever; no success is without all records, or all backups. */
class VolumeBackupRecordFaultsTest {
    @Test
    void anExportHasTheWholeChain() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            List<String> chain = CinderScenes.exports(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.values()).containsEntry("backups", chain).containsEntry("backupId", chain.get(1));
        }
    }

    @Test
    void anImportBringsTheWholeChainBack() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            List<String> chain = CinderScenes.imports(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.values()).containsEntry("imported", chain).containsEntry("knownBefore", List.of());
            assertThat(world.openstack.backups())
                    .extracting(backup -> backup.id() + " " + backup.status())
                    .containsExactlyInAnyOrder(chain.get(0) + " available", chain.get(1) + " available");
        }
    }

    @TestFactory
    Stream<DynamicNode> noExportSucceedsWithoutAllRecords() throws IOException {
        return matrix(VolumeBackupRecordFaultsTest::exports, "an export of records");
    }

    @TestFactory
    Stream<DynamicNode> noImportSucceedsWithoutAllBackups() throws IOException {
        return matrix(VolumeBackupRecordFaultsTest::imports, "an import of records");
    }

    private static Stream<DynamicNode> matrix(Consumer<FaultWorld> scene, String what) throws IOException {
        Trials trials = new Trials("fault cells of " + what);
        List<Cell> cells = calls(scene).stream()
                .flatMap(call -> Cell.all(scene, RunResult.SUCCESS, 0, call).stream())
                .toList();
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                cells.stream().map(cell -> trials.test(cell.toString(), futures.get(cell), Cell.Result::problems)),
                FaultTable.approved(futures, "calls of " + what, "messages of " + what)));
    }

    /** What a run says to be there must be there. */
    private static void exports(FaultWorld world) {
        List<String> chain = CinderScenes.exports(world);
        world.judge = report -> chain.equals(report.values().get("backups"));
    }

    private static void imports(FaultWorld world) {
        List<String> chain = CinderScenes.imports(world);
        world.judge = report -> world.openstack.backups().stream()
                        .filter(backup -> backup.status().equals("available"))
                        .count()
                == chain.size();
    }

    private static Set<Call> calls(Consumer<FaultWorld> scene) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scene.accept(world);
            assertThat(world.run().result()).isEqualTo(RunResult.SUCCESS);
            return new LinkedHashSet<>(world.wire.calls());
        }
    }
}
