package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract against the simulator, with states that take a little time; and what a real Cinder does not do at command. */
class SimulatedVolumeBackupsTest extends BackupAdministrationContract {
    private static final Duration TRANSITION = Duration.ofMillis(60);

    private OpenstackSimulator simulator;
    private OpenstackBlockStorage storage;
    private VolumeBackups backups;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
        simulator.transition(TRANSITION);
        simulator.cephBackups(ceph());
        storage = new OpenstackClouds(Ticker.system(), Duration.ofMillis(20)).blockStorage(simulator.cloud());
        backups = storage.volumeBackups();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Override
    void hold() {
        simulator.transition(Duration.ofHours(1));
    }

    @Override
    void release() {
        simulator.transition(TRANSITION);
    }

    @Override
    BlockStorage storage() {
        return storage;
    }

    @Override
    VolumeBackups backups() {
        simulator.backupAdministrator(false);
        return backups;
    }

    @Override
    OpenstackBlockStorage administrator() {
        simulator.backupAdministrator(true);
        return storage;
    }

    @Override
    void forget(String id) {
        simulator.forgetBackup(id);
    }

    @Override
    String sourceVolume(Map<String, String> metadata) {
        String id = simulator.addVolume("source", 1);
        simulator.retag(id, all -> all.putAll(metadata));
        return id;
    }

    @Override
    void attach(String volumeId) {
        simulator.attach(volumeId);
        awaitVolume(volumeId, "in-use");
    }

    @Override
    void detach(String volumeId) {
        simulator.detach(volumeId);
        awaitVolume(volumeId, "available");
    }

    @Test
    void aCloudThatIsTooOldForOurMarksIsRefusedBeforeAnythingIsMade() {
        simulator.microversion(42);
        String source = sourceVolume(Map.of());
        assertThatThrownBy(() -> backups.createBackup(newBackup(source, "unmarked", false)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("needs version 3.43")
                .hasMessageContaining("knows 3.42");
        assertThat(simulator.requests("POST", "/backups$")).isEmpty();
        assertThat(backups.backups(BackupFilter.ofVolume(source))).isEmpty();
    }

    @Test
    void aQuotaThatIsFullIsNamedWithWhatToDo() {
        simulator.backupQuota(10, 0);
        String source = sourceVolume(Map.of());
        assertThatThrownBy(() -> backups.createBackup(newBackup(source, "too-much", false)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("exceeds allowed Backup gigabytes quota")
                .asInstanceOf(type(PermanentException.class))
                .extracting(refused -> refused.findings().get(0).hints().get(0))
                .asString()
                .contains("an increment too");
    }

    /** Or a deletion would count as done that nobody has begun. */
    @Test
    void aMissingBackupServiceIsNotTakenForAMissingBackup() {
        String backup = fullBackup(sourceVolume(Map.of()));
        simulator.backupService(false);
        assertThatThrownBy(() -> backups.deleteBackup(backup))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("cinder-backup");
        assertThat(backups.backup(backup)).isPresent();
    }

    /** Also where somebody has restored by hand, and nobody has written its metadata anew. */
    @Test
    void aScanTakesNoRestoredVolumeForOneOfOurs() {
        String source = sourceVolume(TagMetadata.encode(tags("another")));
        String backup = fullBackup(source);
        String target = sourceVolume(Map.of());
        assertThat(storage.scan().objects()).extracting(object -> object.id()).contains(source);
        backups.restoreOver(backup, target);
        awaitVolume(target, "available");

        ScanResult found = storage.scan();
        assertThat(found.objects()).extracting(object -> object.id()).doesNotContain(target);
    }

    @Test
    void aScanFindsBackupsUnlessTheCredentialIsOnlyForOthersAndThenSaysSo() {
        String backup = fullBackup(sourceVolume(Map.of()));
        assertThat(storage.scan().objects()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(ResourceKind.BACKUP);
            assertThat(found.id()).isEqualTo(backup);
            assertThat(found.tags().run()).isEqualTo(run);
        });

        simulator.accessRules(OpenstackExamples.accessRules());
        ScanResult restricted = new OpenstackClouds()
                .blockStorage(simulator.cloud(OpenstackSimulator.applicationCredential()))
                .scan();
        assertThat(restricted.objects()).isEmpty();
        assertThat(restricted.gaps())
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.message())
                        .startsWith(
                                "Cinder's own backups were not scanned. The application credential has no access rule for")
                        .endsWith("/backups/*."));
    }

    @Test
    void aListIsReadToItsEnd() {
        simulator.pageLimit(2);
        String source = sourceVolume(Map.of());
        for (int i = 0; i < 5; i++) {
            fullBackup(source);
        }
        assertThat(backups.backups(BackupFilter.ofVolume(source))).hasSize(5);
    }
}
