package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which earlier backups of a volume go once a new one is made. */
@Timeout(120)
class VolumeBackupRetentionStepTest {
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

    @SuppressWarnings("unchecked")
    private Map<String, Object> backUp(Object... more) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("volumeId", volume));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return (Map<String, Object>) world.start(CinderVolumeBackupStep.class, arguments, world.build())
                .await(LONG);
    }

    private String full() throws Exception {
        return String.valueOf(backUp("incremental", false).get("backupId"));
    }

    private Map<String, Object> fullAndKeep(int last) throws Exception {
        return backUp("incremental", false, "retention", Map.of("keepLast", last));
    }

    @Test
    void whatEarlierBuildsHaveMadeGoesAsItSays() throws Exception {
        String first = full();
        full();

        assertThat(fullAndKeep(2)).containsEntry("removed", List.of(first));
        assertThat(cloud.backups()).hasSize(2);
        assertThat(KnownBackups.of(volume)).hasSize(2).doesNotContain(first);
    }

    @Test
    void oneThatWillNeverRemoveAnythingIsSaidToBeOne() throws Exception {
        assertThat(backUp("retention", Map.of("keepLast", 3), "maxIncrements", 0)
                        .get("warnings")
                        .toString())
                .contains("retention will remove nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "error_deleting", "deleting"})
    void aBackupThatCannotBeRestoredTakesNoGoodOnesPlace(String status) throws Exception {
        String good = full();
        String bad = full();
        cloud.status(bad, status);

        assertThat(fullAndKeep(2)).containsEntry("removed", List.of());
        assertThat(cloud.backups()).extracting(Seen::id).contains(good, bad);
    }

    @Test
    void aBackupWhoseRemovalIsRefusedStaysInTheCatalog() throws Exception {
        String first = full();
        cloud.fail(Fault.on("DELETE", first)
                .answers(
                        403,
                        "{\"forbidden\":{\"code\":403,\"message\":\"Policy doesn't allow backup:delete to be performed.\"}}")
                .always());

        assertThat(fullAndKeep(1)).containsEntry("result", "UNSTABLE").containsEntry("removed", List.of());
        assertThat(cloud.backups()).extracting(Seen::id).contains(first);
        assertThat(KnownBackups.of(volume)).hasSize(2).contains(first);
    }
}
