package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreflightPassesTest {
    private final World world = new World();

    @Test
    void takesAnAttachedVolumeWithForce() {
        world.storage.sourceAttached = true;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void cautionsWhereThereIsRoomForTheVolumeButNotForTheSnapshotToo() {
        world.storage.quota = FakeBlockStorage.quota(-1, -1, 75);
        world.storage.addKeptSnapshot("old-1", World.SOURCE, Duration.ofDays(1));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "The quota 'gigabytes' has room for the temporary volume (10 GiB), but not for the snapshot too: used 60 of 75.")
                .contains("1 retained snapshots of this volume", "`snapshot.retention`");
    }

    @Test
    void saysNothingWhereBothFitExactly() {
        world.storage.quota = FakeBlockStorage.quota(5, 6, 80);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.warnings()).isEmpty();
    }
}
