package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which backups a removal removes, and which it leaves. */
@Timeout(120)
class VolumeBackupDeleteStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private String volume;

    @BeforeEach
    void addVolume() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        volume = cloud.addVolume("boot-of-web", 4);
    }

    /** One of the volume itself, or of this snapshot; answers its id. */
    private String backUp(String incremental, String snapshot) throws Exception {
        Map<String, Object> arguments = new HashMap<>(Map.of("volumeId", volume, "incremental", incremental));
        arguments.put(snapshot == null ? "source" : "snapshotId", snapshot == null ? "volume" : snapshot);
        Map<?, ?> made = (Map<?, ?>) world.start(CinderVolumeBackupStep.class, arguments, world.build())
                .await(LONG);
        return String.valueOf(made.get("backupId"));
    }

    private HeadlessStep delete(String backup, boolean dependents) {
        return world.start(
                CinderVolumeBackupDeleteStep.class, Map.of("backup", backup, "dependents", dependents), world.build());
    }

    /** {@code cinderVolumeBackups} tells an administrator their ids; Cinder looks for increments in the administrator's project. */
    @Test
    void oneOfAnotherProjectIsRefusedForCinderWouldRemoveItFromUnderItsIncrements() throws Exception {
        String full = backUp("false", null);
        String increment = backUp("true", null);
        cloud.backupAdministrator(true);
        cloud.ofAnotherProject(full);
        cloud.ofAnotherProject(increment);

        for (boolean dependents : List.of(false, true)) {
            assertThat(delete(full, dependents).failure(LONG))
                    .hasMessageContaining("(" + full + ") belongs to another project than the credential")
                    .hasMessageContaining("project " + OpenstackSimulator.OTHER_PROJECT_ID);
        }
        assertThat(cloud.backups()).extracting(Seen::id).containsExactly(full, increment);
    }

    @Test
    void aListThatLacksABackupIsNoProofThatItIsGone() throws Exception {
        String full = backUp("false", null);
        String lists = "/backups/detail$";
        int before = cloud.requests("GET", lists).size();
        // The checks read the first one
        cloud.fail(request -> request.path().endsWith("/backups/detail")
                        && cloud.requests("GET", lists).size() == before + 2
                ? Optional.of(new Fault.Answer(200, Map.of("Content-Type", "application/json"), "{\"backups\": []}"))
                : Optional.empty());

        assertThat((Map<?, ?>) delete(full, false).await(LONG))
                .extracting("removed")
                .isEqualTo(List.of(full));
        assertThat(cloud.backups()).isEmpty();
    }

    /** Cinder builds on the newest data that is older than the snapshot, whenever the snapshot is backed up. */
    @Test
    void onlyWhatBuildsOnABackupGoesWithItWhateverHasNewerData() throws Exception {
        String full = backUp("false", null);
        String monday = cloud.addSnapshot(volume, "monday");
        String tuesday = cloud.addSnapshot(volume, "tuesday");
        String wednesday = backUp("true", null);
        String ofMonday = backUp("true", monday);
        String ofTuesday = backUp("true", tuesday);
        String thursday = backUp("true", null);

        assertThat((Map<?, ?>) delete(ofMonday, true).await(LONG))
                .extracting("removed")
                .isEqualTo(List.of(ofTuesday, ofMonday));
        assertThat(cloud.backups()).extracting(Seen::id).containsExactly(full, wednesday, thursday);
    }
}
