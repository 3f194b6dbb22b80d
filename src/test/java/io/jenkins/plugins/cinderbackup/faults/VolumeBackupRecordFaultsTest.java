package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import java.io.IOException;
import java.util.List;
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
        return SceneMatrix.withMessages(VolumeBackupRecordFaultsTest::exports, "an export of records");
    }

    @TestFactory
    Stream<DynamicNode> noImportSucceedsWithoutAllBackups() throws IOException {
        return SceneMatrix.withMessages(VolumeBackupRecordFaultsTest::imports, "an import of records");
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
}
