package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HappyPathTest {
    private final World world = new World();

    @Test
    void createsAndRemovesInOrderAndKeepsTheSnapshot() {
        BackupReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(BackupResult.SUCCESS);
        assertThat(world.calls.changes())
                .containsExactly(
                        "createSnapshot",
                        "createVolume",
                        "createClaim",
                        "createPersistentVolume",
                        "createSecret",
                        "createJob backup",
                        "keepSnapshot",
                        "delete JOB",
                        "delete CLAIM",
                        "delete PERSISTENT_VOLUME",
                        "delete SECRET",
                        "deleteVolume volume-2");
        assertThat(world.storage.keptSnapshots()).containsExactly("snapshot-1");
        world.assertNothingLeft();
        System.out.println(world.store.saves() + " " + world.store.largestBytes() + " " + report + " " + world.calls.log().size());
    }
}
