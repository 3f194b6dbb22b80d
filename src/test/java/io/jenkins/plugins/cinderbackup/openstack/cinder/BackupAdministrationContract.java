package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every Cinder does with its own backups for an administrator. */
abstract class BackupAdministrationContract extends BackupDriversContract {
    private static final Duration LONG = Duration.ofSeconds(120);

    /** The cloud with the credential of an administrator. */
    abstract OpenstackBlockStorage administrator();

    /** Has the database lose its row of an available backup, while the driver's data of it stays. */
    abstract void forget(String id);

    @Test
    void theirRecordsBringBackWhatTheDatabaseHasLost() {
        String source = sourceVolume(Map.of("owner", "shop"));
        String full = fullBackup(source);
        String increment = backups().createBackup(newBackup(source, "increment", true));
        awaitBackup(increment);
        BackupRecord younger = administrator().volumeBackups().exportRecord(increment);
        BackupRecord older = administrator().volumeBackups().exportRecord(full);
        assertThat(younger.id()).isEqualTo(increment);
        assertThat(younger.parentId()).isEqualTo(full);
        assertThat(younger.name()).isEqualTo("increment");
        assertThat(older.parentId()).isNull();
        assertThat(older.sizeGiB()).isEqualTo(1);

        forget(increment);
        forget(full);
        await().atMost(LONG)
                .until(() -> administrator().volumeBackups().backup(full).isEmpty());
        importRecord(older);
        VolumeBackup imported = importRecord(younger);

        assertThat(imported.name()).isEqualTo("increment");
        assertThat(imported.volumeId()).isEqualTo(source);
        assertThat(imported.sizeGiB()).isEqualTo(1);
        assertThat(imported.incremental()).isTrue();
        assertThat(imported.tags()).isEqualTo(tags(source));
        assertThat(restored(increment)).isEqualTo("available");
        remove(increment);
        remove(full);
    }

    /** The database brings it back, and the driver has removed its data. */
    @Test
    void whatWasDeletedIsImportedAllTheSameAndCannotBeRestored() {
        String full = fullBackup(sourceVolume(Map.of()));
        BackupRecord record = administrator().volumeBackups().exportRecord(full);
        deleteBackup(full);

        importRecord(record);

        assertThat(restored(full)).startsWith("error");
        remove(full);
    }

    @Test
    void onlyAnAdministratorExportsAndImports() {
        String full = fullBackup(sourceVolume(Map.of()));
        BackupRecord record = administrator().volumeBackups().exportRecord(full);

        assertThatThrownBy(() -> backups().exportRecord(full))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Policy doesn't allow backup:export-import to be performed")
                .satisfies(refused -> assertThat(hints(refused)).contains("use the credential of an administrator"));
        assertThatThrownBy(() -> backups().importRecord(record))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Policy doesn't allow backup:backup-import to be performed")
                .satisfies(refused -> assertThat(hints(refused)).contains("use the credential of an administrator"));
        deleteBackup(full);
    }

    @Test
    void aBackupThatTheCloudKnowsIsNotImported() {
        String full = fullBackup(sourceVolume(Map.of()));
        BackupRecord record = administrator().volumeBackups().exportRecord(full);

        assertThatThrownBy(() -> administrator().volumeBackups().importRecord(record))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Backup already exists in database")
                .satisfies(refused -> assertThat(hints(refused)).contains("the cloud knows this backup"));
        assertThat(backups().backup(full))
                .get()
                .extracting(VolumeBackup::status)
                .isEqualTo("available");
        deleteBackup(full);
    }

    /** What that leaves is in the way of the next import; where Cinder had not known the backup, a removal leaves its data. */
    @Test
    void aRecordOfADriverThatTheCloudHasNotEndsInErrorAndItsRemovalLeavesTheData() {
        String full = fullBackup(sourceVolume(Map.of()));
        BackupRecord record = administrator().volumeBackups().exportRecord(full);
        forget(full);
        String foreign = record.text().replaceFirst("drivers\\.[A-Za-z.]+", "drivers.none.NoBackupDriver");
        administrator()
                .volumeBackups()
                .importRecord(BackupRecords.read("import", foreign).get(0));

        VolumeBackup failed = await().atMost(LONG)
                .until(
                        () -> administrator().volumeBackups().backup(full),
                        backup -> backup.get().status().equals("error"))
                .get();
        assertThat(failed.failReason()).contains("cannot find backup service to perform the import");
        assertThat(failed.volumeId()).isEqualTo("00000000-0000-0000-0000-000000000000");
        remove(full);

        importRecord(record);
        assertThat(restored(full)).isEqualTo("available");
        remove(full);
    }

    @Test
    void anAdministratorEndsABackupThatIsBeingMadeWhereTheDriverCan() {
        String source = sourceVolume(Map.of());
        hold();
        String made = backups().createBackup(newBackup(source, "ended", false));
        assertThatThrownBy(() -> backups().forceDeleteBackup(made))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("force_delete to be performed");
        if (ceph()) {
            assertThatThrownBy(() -> administrator().volumeBackups().forceDeleteBackup(made))
                    .isInstanceOf(PermanentException.class)
                    .satisfies(refused -> assertThat(hints(refused)).contains("wait until the backup is made"));
            release();
            awaitBackup(made);
            deleteBackup(made);
            return;
        }
        administrator().volumeBackups().forceDeleteBackup(made);
        release();
        await().atMost(LONG)
                .until(() -> administrator().volumeBackups().backup(made).isEmpty());
        awaitVolume(source, "available");
        administrator().volumeBackups().forceDeleteBackup(made);
    }

    @Test
    void whatIsNotThereHasNoRecord() {
        assertThatThrownBy(() -> administrator()
                        .volumeBackups()
                        .exportRecord(UUID.randomUUID().toString()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("could not be found");
    }

    private static String hints(Throwable refused) {
        return ((PermanentException) refused).findings().get(0).hints().toString();
    }

    private VolumeBackup importRecord(BackupRecord record) {
        administrator().volumeBackups().importRecord(record);
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> administrator().volumeBackups().backup(record.id()),
                        backup -> backup.get().status().equals("available"))
                .get();
    }

    /** The state in which a restore to a new volume ends, which is removed. */
    private String restored(String backup) {
        Volume made = administrator().volumeBackups().restoreToNew(backup, newVolume("restored", 1, backup));
        String ended = await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> administrator().volume(made.id()).orElseThrow().status(),
                        status -> status.equals("available") || status.startsWith("error"));
        await().atMost(LONG)
                .until(() -> administrator()
                        .volumeBackups()
                        .backup(backup)
                        .orElseThrow()
                        .status()
                        .equals("available"));
        administrator().deleteVolume(made.id());
        await().atMost(LONG).until(() -> administrator().volume(made.id()).isEmpty());
        return ended;
    }

    private void remove(String backup) {
        administrator().volumeBackups().deleteBackup(backup);
        await().atMost(LONG)
                .until(() -> administrator().volumeBackups().backup(backup).isEmpty());
    }
}
