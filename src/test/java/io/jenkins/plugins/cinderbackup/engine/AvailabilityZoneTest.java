package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.ZoneChange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A temporary volume in another availability zone than its source. */
class AvailabilityZoneTest {
    private final World world = new World();

    /** Cinder has the source in az-1, and its PV names these zones. */
    private void sourceIn(String... zones) {
        world.storage.zone = "az-1";
        world.workloads.source = () -> new SourceClaim(
                "shop",
                "db",
                "pv-db",
                World.SOURCE,
                "cinder.csi.openstack.org",
                "ext4",
                "fast",
                10L << 30,
                List.of("ReadWriteOnce"),
                "{\"required\":{}}",
                Set.of(zones));
    }

    @Test
    void theTemporaryPvNamesTheNewZone() {
        sourceIn("az-1");
        world.plan.availabilityZone = "az-2";

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.volume.zoneChange()).contains(new ZoneChange("az-1", "az-2"));
        assertThat(world.warnings()).isEmpty();
    }

    @Test
    void theSourcesZoneOrNoneChangesNothing() {
        sourceIn("az-1");
        world.plan.availabilityZone = "az-1";

        world.runToEnd();

        assertThat(world.workloads.volume.zoneChange()).isEmpty();
        assertThat(world.warnings()).isEmpty();
    }

    @Test
    void whereKubernetesHasOtherNamesForItsZonesTheyStayAndThatIsSaid() {
        sourceIn("rack-7");
        world.plan.availabilityZone = "az-2";

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.volume.zoneChange()).isEmpty();
        assertThat(world.warnings())
                .singleElement()
                .asString()
                .contains(
                        "stays at zone rack-7, as on PV pv-db",
                        "`temporaryVolume.availabilityZone` is 'az-2'",
                        "in 'az-1'");
    }

    @Test
    void aPvThatIsBoundToNoZoneIsNoTrouble() {
        sourceIn();
        world.plan.availabilityZone = "az-2";

        world.runToEnd();

        assertThat(world.workloads.volume.zoneChange()).isEmpty();
        assertThat(world.warnings()).isEmpty();
    }
}
