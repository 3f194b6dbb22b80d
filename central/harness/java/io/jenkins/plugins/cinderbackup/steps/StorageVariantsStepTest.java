package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clouds and clusters that are set up otherwise, and what earlier backups have kept in them. */
@Timeout(120)
class StorageVariantsStepTest {
    private static final String ZONE = "topology.cinder.csi.openstack.org/zone";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private List<String> snapshots() {
        return world.site.openstack().snapshots().stream().map(Seen::id).toList();
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> arguments = world.arguments();
        arguments.put(name, value);
        return arguments;
    }

    private void editPv(Consumer<ObjectNode> change) {
        world.site.kubernetes().edit("persistentvolumes", "", "pvc-" + world.volume, change);
    }

    @Test
    void aKeptSnapshotFromWhichAVolumeLivesIsANoteAndGoesOnceThatIsGone() throws Exception {
        String kept = (String) world.run(world.arguments()).get("cinderSnapshotId");
        String clone = world.site.openstack().cloneSnapshot("restored", kept);

        HeadlessStep step = world.start(world.arguments());
        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(returned.get("result")).isEqualTo("SUCCESS");
        assertThat(step.consoleText()).contains("(" + kept + ") stays: in use by volume " + clone + " (restored)");
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(snapshots()).containsExactly(kept, (String) returned.get("cinderSnapshotId"));

        world.site.openstack().deleteVolume(clone);
        Object last = world.run(world.arguments()).get("cinderSnapshotId");
        await().atMost(LONG).untilAsserted(() -> assertThat(snapshots()).containsExactly((String) last));
    }

    @Test
    void aQuotaThatIsFullOfExpiredSnapshotsHealsItself() throws Exception {
        Map<String, Object> keepThree = with("snapshot", Map.of("retention", Map.of("keepLast", 3, "keepForDays", 0)));
        for (int i = 0; i < 3; i++) {
            world.run(keepThree);
        }
        world.site.openstack().quota(10, 3, 1000);

        HeadlessStep step = world.start(world.arguments());
        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(returned.get("result")).isEqualTo("SUCCESS");
        assertThat(step.consoleText()).contains("Removing expired Cinder snapshot backup-shop-db-");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(snapshots()).containsExactly((String) returned.get("cinderSnapshotId")));
    }

    @Test
    void snapshotsOfAnotherPrefixStay() throws Exception {
        Object nightly = world.run(world.arguments()).get("cinderSnapshotId");
        Map<String, Object> upgrade = with(
                "snapshot", Map.of("namePrefix", "pre-upgrade", "retention", Map.of("keepLast", 1, "keepForDays", 0)));

        Object first = world.run(upgrade).get("cinderSnapshotId");
        Object second = world.run(upgrade).get("cinderSnapshotId");

        await().atMost(LONG).untilAsserted(() -> assertThat(snapshots()).doesNotContain((String) first));
        assertThat(snapshots()).containsExactly((String) nightly, (String) second);
    }

    @Test
    void aVolumeThatIsOnItsWayIsWaitedFor() throws Exception {
        world.site.openstack().status(world.volume, "detaching");
        HeadlessStep step = world.start(world.arguments());
        await().atMost(LONG)
                .until(() -> step.consoleText()
                        .contains("Waiting: Cinder volume " + world.volume + " is in state 'detaching'"));

        world.site.openstack().status(world.volume, "in-use");

        assertThat(((Map<?, ?>) step.await(LONG)).get("result")).isEqualTo("SUCCESS");
    }

    @Test
    void aVolumeThatIsNamedMayBeBehindADriverOfAnyName() throws Exception {
        editPv(pv -> pv.withObject("/spec/csi").put("driver", "block.csi.example.org"));
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("volumeIdAllowed", true))));

        assertThat(world.start(world.arguments()).failure(LONG))
                .hasMessageContaining("name the volume with `volumeId`");
        assertThat(world.run(with("volumeId", world.volume))).containsEntry("result", "SUCCESS");
    }

    @Test
    void theJobFollowsTheTemporaryVolumeIntoAnotherZone() throws Exception {
        world.site.openstack().zones("az-1", "az-2");
        world.site.openstack().move(world.volume, "az-1");
        editPv(pv -> pv.withObject("/spec/nodeAffinity/required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject()
                .put("key", ZONE)
                .put("operator", "In")
                .putArray("values")
                .add("az-1"));
        world.site.kubernetes().node().labels(Map.of(ZONE, "az-2"));

        assertThat(world.run(with("temporaryVolume", Map.of("availabilityZone", "az-2"))))
                .containsEntry("result", "SUCCESS");
    }
}
