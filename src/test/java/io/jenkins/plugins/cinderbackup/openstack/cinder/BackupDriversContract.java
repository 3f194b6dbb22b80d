package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where Cinder's backup driver for Ceph does something else than those that write objects or files, and how it loses backups. */
abstract class BackupDriversContract extends RestoredTagsContract {
    private static final Duration LONG = Duration.ofSeconds(120);

    /** Whether the driver is that for Ceph. */
    boolean ceph() {
        return false;
    }

    @Test
    void onlyTheDriverForCephCountsNoObjects() {
        String source = sourceVolume(Map.of());
        String full = fullBackup(source);
        assertThat(backups().backup(full))
                .get()
                .satisfies(made -> assertThat(made.isUncounted())
                        .as("%s objects", made.objects())
                        .isEqualTo(ceph()));
        assertThat(backups().backup(full)).get().matches(made -> !made.isSnapshotCopyInCeph());
        deleteBackup(full);
    }

    @Test
    void theDriverForCephCannotBackTheSecondSnapshotUpAndWhatFailedIsNotRemovedBeforeTheFirst() {
        String source = sourceVolume(Map.of());
        String snapshot = snapshotOf(source).id();
        String first = backUp(source, snapshot, false, "available").id();
        assertThat(backups().backup(first)).get().matches(made -> made.isSnapshotCopyInCeph() == ceph());
        VolumeBackup second = backUp(source, snapshot, false, ceph() ? "error" : "available");
        awaitVolume(source, "available");
        if (ceph()) {
            assertThat(second.failReason()).contains("RBD image already exists");
            assertThatThrownBy(() -> backups().deleteBackup(second.id()))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("could delete the data of backup of-snapshot (" + first + ")");
        }
        assertRestorable(first, true);
        deleteBackup(first);
        deleteBackup(second.id());
        deleteSnapshot(snapshot);
    }

    /** Why {@link io.jenkins.plugins.cinderbackup.port.VolumeBackups#deleteBackup} refuses it. */
    @Test
    void whoDeletesAFailedBackupByHandLosesTheSnapshotsCopyInCeph() {
        String source = sourceVolume(Map.of());
        String snapshot = snapshotOf(source).id();
        String first = backUp(source, snapshot, false, "available").id();
        String second =
                backUp(source, snapshot, false, ceph() ? "error" : "available").id();
        deleteByHand(second);
        assertThat(backups().backup(first))
                .get()
                .extracting(VolumeBackup::status)
                .isEqualTo("available");
        assertRestorable(first, !ceph());
        deleteBackup(first);
        deleteSnapshot(snapshot);
    }

    /** Why no increment is made there. */
    @Test
    void theDriverForCephBuildsNothingOnASnapshotsCopyAndLosesIt() {
        String source = sourceVolume(Map.of());
        String snapshot = snapshotOf(source).id();
        String copy = backUp(source, snapshot, false, "available").id();
        VolumeBackup increment = backUp(source, null, true, ceph() ? "error" : "available");
        if (ceph()) {
            assertThat(increment.failReason()).contains("find snapshot from parent");
        }
        awaitVolume(source, "available");
        assertRestorable(copy, !ceph());
        deleteByHand(increment.id());
        awaitDependents(copy, false);
        deleteBackup(copy);
        deleteSnapshot(snapshot);
    }

    private void deleteByHand(String backup) {
        ((OpenstackVolumeBackups) backups()).project().get().backups().delete(backup);
        await().atMost(LONG).until(() -> backups().backup(backup).isEmpty());
    }

    private void deleteSnapshot(String snapshot) {
        storage().deleteSnapshot(snapshot);
        await().atMost(LONG).until(() -> storage().snapshot(snapshot).isEmpty());
    }

    /** Restores it to a volume, which goes again. */
    private void assertRestorable(String backup, boolean wanted) {
        String target = sourceVolume(Map.of());
        backups().restoreOver(backup, target);
        Volume restored = await().atMost(LONG)
                .until(
                        () -> storage().volume(target).orElseThrow(),
                        volume -> !volume.status().equals("restoring-backup"));
        assertThat(restored.status()).isEqualTo(wanted ? "available" : "error_restoring");
        awaitBackup(backup);
    }

    private VolumeBackup backUp(String source, String snapshot, boolean incremental, String end) {
        String id = backups()
                .createBackup(new NewBackup(
                        source,
                        Optional.ofNullable(snapshot),
                        snapshot == null ? "of-volume" : "of-snapshot",
                        "a test",
                        incremental,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        tags(source)));
        VolumeBackup made = await().atMost(LONG)
                .until(
                        () -> backups().backup(id).orElseThrow(),
                        backup -> !backup.status().equals("creating"));
        assertThat(made.status()).as("%s", made.failReason()).isEqualTo(end);
        return made;
    }
}
