package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The removal of a chain of backups and the reset of a state over HTTP: each of their calls meets each trouble, once and for ever; nothing but what is meant is removed. */
class VolumeBackupChangeFaultsTest {
    @Test
    void aRemovalLeavesWhatIsNotOfTheChain() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            String later = CinderScenes.removes(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(world.openstack.backups()).extracting(Seen::id).containsExactly(later);
        }
    }

    @Test
    void aResetEndsWhatStaysCreating() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            List<String> chain = CinderScenes.resets(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.values())
                    .containsEntry("backupId", chain.get(1))
                    .containsEntry("statusBefore", "creating")
                    .containsEntry("status", "error");
        }
    }

    @TestFactory
    Stream<DynamicNode> noRemovalSucceedsWithoutTheEndOfTheWholeChainAndNoneTakesAnyOther() throws IOException {
        return SceneMatrix.tests(VolumeBackupChangeFaultsTest::removes, "a removal of backups");
    }

    @TestFactory
    Stream<DynamicNode> noResetSucceedsWithoutTheState() throws IOException {
        return SceneMatrix.tests(VolumeBackupChangeFaultsTest::resets, "a reset of a state");
    }

    private static void removes(FaultWorld world) {
        world.spared = List.of(CinderScenes.removes(world));
        world.judge = report -> world.openstack.backups().size() == 1;
    }

    private static void resets(FaultWorld world) {
        world.spared = CinderScenes.resets(world);
        world.judge = report -> world.openstack.backups().stream()
                .anyMatch(backup -> backup.id().equals(world.spared.get(1))
                        && backup.status().equals("error"));
    }
}
