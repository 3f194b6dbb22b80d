package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.IncrementRefusedException;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewSnapshot;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every Cinder does with its own backups, the simulated one and the real one, whatever its driver. */
abstract class VolumeBackupsContract {
    private static final Duration LONG = Duration.ofSeconds(120);

    final RunId run = RunId.random();

    abstract BlockStorage storage();

    abstract VolumeBackups backups();

    /** An available volume of 1 GiB with this metadata that was not made by us. */
    abstract String sourceVolume(Map<String, String> metadata);

    /** Attaches a volume to a server; returns when it is {@code in-use}. */
    abstract void attach(String volumeId);

    /** Undoes {@link #attach}; returns when it is {@code available}. */
    abstract void detach(String volumeId);

    /** What is begun from now on takes its time, where that can be said. */
    void hold() {
        // A real Cinder takes it anyhow
    }

    /** What was held goes on. */
    void release() {
        // See above
    }

    @Test
    void aBackupIsMadeFoundByItsTagsKeptAndDeleted() {
        String source = sourceVolume(Map.of());
        String made = backups()
                .createBackup(new NewBackup(
                        source,
                        Optional.empty(),
                        "копия-日本-é",
                        "a test",
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("team", "shop"),
                        tags(source)));
        VolumeBackup available = awaitBackup(made);
        assertThat(available.name()).isEqualTo("копия-日本-é");
        assertThat(available.volumeId()).isEqualTo(source);
        assertThat(available.sizeGiB()).isEqualTo(1);
        assertThat(available.incremental()).isFalse();
        assertThat(available.hasDependents()).isFalse();
        assertThat(available.snapshotId()).isNull();
        assertThat(available.failReason()).isNull();
        assertThat(available.tags()).isEqualTo(tags(source));
        assertThat(available.metadata()).containsEntry("team", "shop");
        assertThat(available.kept()).isFalse();
        assertThat(available.dataTimestamp()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        assertThat(backups().backupsOf(run)).extracting(VolumeBackup::id).containsExactly(made);
        assertThat(backups().backupsOf(RunId.random())).isEmpty();

        backups().keepBackup(made);
        assertThat(backups().backup(made)).get().matches(VolumeBackup::kept).satisfies(kept -> {
            assertThat(kept.tags()).isEqualTo(tags(source));
            assertThat(kept.metadata()).containsEntry("team", "shop");
        });

        deleteBackup(made);
        assertThat(backups().backupsOf(run)).isEmpty();
    }

    @Test
    void anIncrementBuildsOnTheNewestBackupWhichStaysUntilItIsGone() {
        String source = sourceVolume(Map.of());
        String full = fullBackup(source);
        String increment = backups().createBackup(newBackup(source, "increment", true));
        assertThat(awaitBackup(increment).incremental()).isTrue();
        // Cinder counts what builds on a backup a moment after that is there, and a moment after it is gone
        awaitDependents(full, true);
        assertThat(backups().backups(BackupFilter.ofVolume(source)))
                .extracting(VolumeBackup::id)
                .containsExactly(increment, full);
        assertThatThrownBy(() -> backups().deleteBackup(full))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("delete backup " + full)
                .hasMessageContaining("Incremental backups exist for this backup");

        deleteBackup(increment);
        awaitDependents(full, false);
        deleteBackup(full);
    }

    @Test
    void anIncrementWithoutAFullBackupIsRefusedAndItIsSaidWhatToDo() {
        String source = sourceVolume(Map.of());
        assertThatThrownBy(() -> backups().createBackup(newBackup(source, "increment", true)))
                .isInstanceOfSatisfying(
                        IncrementRefusedException.class,
                        refused -> assertThat(refused.findings())
                                .singleElement()
                                .satisfies(finding -> {
                                    assertThat(finding.message())
                                            .contains("No backups available to do an incremental backup");
                                    assertThat(finding.hints())
                                            .anySatisfy(
                                                    hint -> assertThat(hint).contains("set `incremental` to 'auto'"));
                                }));
        assertThat(storage().volume(source)).get().extracting(Volume::status).isEqualTo("available");
    }

    @Test
    void anAttachedVolumeIsBackedUpOnlyByForceAndIsAsItWasAfterwards() {
        String source = sourceVolume(Map.of());
        attach(source);
        assertThatThrownBy(() -> backups()
                        .createBackup(new NewBackup(
                                source,
                                Optional.empty(),
                                "unforced",
                                "a test",
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                tags(source))))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("must use the force flag");
        String forced = backups().createBackup(newBackup(source, "forced", false));
        awaitBackup(forced);
        awaitVolume(source, "in-use");
        deleteBackup(forced);
        detach(source);
    }

    @Test
    void aVolumeIsLockedWhileItIsReadAndFreeWhileASnapshotOfItIs() {
        String source = sourceVolume(Map.of());
        hold();
        String direct = backups().createBackup(newBackup(source, "direct", false));
        assertThat(storage().volume(source)).get().extracting(Volume::status).isEqualTo("backing-up");
        assertThatThrownBy(() -> storage().createSnapshot(new NewSnapshot(source, "too-early", "", true, tags(source))))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("current status is: backing-up");
        release();
        awaitBackup(direct);
        awaitVolume(source, "available");
        deleteBackup(direct);

        Snapshot snapshot = snapshotOf(source);
        hold();
        String fromSnapshot = backups()
                .createBackup(new NewBackup(
                        source,
                        Optional.of(snapshot.id()),
                        "from-snapshot",
                        "a test",
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        tags(source)));
        assertThat(storage().snapshot(snapshot.id()))
                .get()
                .extracting(Snapshot::status)
                .isEqualTo("backing-up");
        assertThat(storage().volume(source)).get().extracting(Volume::status).isEqualTo("available");
        release();
        VolumeBackup made = awaitBackup(fromSnapshot);
        assertThat(made.snapshotId()).isEqualTo(snapshot.id());
        assertThat(made.dataTimestamp()).isBeforeOrEqualTo(made.createdAt());
        deleteBackup(fromSnapshot);
        storage().deleteSnapshot(snapshot.id());
        await().atMost(LONG).until(() -> storage().snapshot(snapshot.id()).isEmpty());
    }

    @Test
    void aRestoreOverAVolumeLeavesTheSourcesMetadataThereUntilThatIsWrittenAnew() {
        String source = sourceVolume(TagMetadata.encode(tags("another")));
        String backup = fullBackup(source);
        String target = sourceVolume(Map.of("owner", "shop"));

        hold();
        backups().restoreOver(backup, target);
        assertThat(storage().volume(target)).get().extracting(Volume::status).isEqualTo("restoring-backup");
        assertThatThrownBy(() -> backups().deleteBackup(backup)).isInstanceOf(TransientException.class);
        release();
        Volume restored = awaitVolume(target, "available");
        assertThat(restored.metadata())
                .containsAllEntriesOf(TagMetadata.encode(tags("another")))
                .doesNotContainKey("owner");
        // The source's tags say nothing of the volume that has them now
        assertThat(restored.tags()).isNull();
        assertThat(storage().volumesOf(run)).extracting(Volume::id).doesNotContain(target);

        backups().rewriteMetadata(target, Map.of("owner", "shop"), null);
        assertThat(storage().volume(target).orElseThrow().metadata()).isEqualTo(Map.of("owner", "shop"));
        awaitBackup(backup);
        deleteBackup(backup);
    }

    @Test
    void aNewVolumeIsMadeFromABackupAndMarkedAsOneThatStays() {
        String source = sourceVolume(Map.of("owner", "shop"));
        String backup = fullBackup(source);
        Volume made = backups().restoreToNew(backup, newVolume("restored", 2, source));
        assertThat(made.tags()).isEqualTo(tags(source));
        Volume restored = awaitVolume(made.id(), "available");
        assertThat(restored.name()).isEqualTo("restored");
        assertThat(restored.sizeGiB()).isEqualTo(2);
        assertThat(restored.tags()).isNull();
        assertThat(restored.metadata()).containsEntry("owner", "shop");

        backups().rewriteMetadata(made.id(), Map.of(), tags(source));
        assertThat(storage().volume(made.id())).get().matches(Volume::kept).satisfies(kept -> {
            assertThat(kept.tags()).isEqualTo(tags(source));
            assertThat(kept.metadata()).doesNotContainKey("owner");
        });
        awaitBackup(backup);
        storage().deleteVolume(made.id());
        deleteBackup(backup);
    }

    @Test
    void aTargetThatIsTooSmallOrInUseIsRefusedAndItIsSaidWhatToDo() {
        String source = sourceVolume(Map.of());
        String backup = fullBackup(source);
        String target = sourceVolume(Map.of());
        attach(target);
        assertThatThrownBy(() -> backups().restoreOver(backup, target))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Volume to be restored to must be available");
        detach(target);
        assertThatThrownBy(() -> backups().restoreToNew(backup, newVolume("none", 0, source)))
                .isInstanceOf(PermanentException.class);
        deleteBackup(backup);
    }

    @Test
    void theListIsFilteredAndTheQuotaCounts() {
        String source = sourceVolume(Map.of());
        long before = backups().quota().backups().used();
        String backup = fullBackup(source);
        assertThat(backups().quota().backups().used()).isEqualTo(before + 1);
        assertThat(backups().quota().gigabytes().used()).isPositive();
        assertThat(backups().backups(new BackupFilter(source, "full", "available", false)))
                .extracting(VolumeBackup::id)
                .containsExactly(backup);
        assertThat(backups().backups(new BackupFilter(source, null, "error", false)))
                .isEmpty();
        assertThat(backups().backups(new BackupFilter(source, "another", null, false)))
                .isEmpty();
        deleteBackup(backup);
    }

    @Test
    void whatIsNotThereIsSaid() {
        String nothing = UUID.randomUUID().toString();
        assertThat(backups().backup(nothing)).isEmpty();
        backups().deleteBackup(nothing);
        assertThatThrownBy(() -> backups().createBackup(newBackup(nothing, "of-nothing", false)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Volume " + nothing + " could not be found");
        assertThatThrownBy(() -> backups().keepBackup(nothing))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(nothing);
        assertThatThrownBy(() -> backups().restoreOver(nothing, nothing))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(nothing);
    }

    Ownership tags(String source) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        return new Ownership(new Origin("instance-1", "Ordner ä/日本語", "42"), run, source, now, now.plusSeconds(7200));
    }

    NewBackup newBackup(String volumeId, String name, boolean incremental) {
        return new NewBackup(
                volumeId,
                Optional.empty(),
                name,
                "a test",
                incremental,
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tags(volumeId));
    }

    NewVolume newVolume(String name, long sizeGiB, String source) {
        return new NewVolume(
                Optional.empty(),
                Optional.empty(),
                name,
                "a test",
                sizeGiB,
                Optional.empty(),
                Optional.empty(),
                Map.of("will", "go"),
                tags(source));
    }

    String fullBackup(String volumeId) {
        String id = backups().createBackup(newBackup(volumeId, "full", false));
        awaitBackup(id);
        awaitVolume(volumeId, "available");
        return id;
    }

    Snapshot snapshotOf(String volumeId) {
        String id = storage()
                .createSnapshot(new NewSnapshot(volumeId, "snapshot", "a test", true, tags(volumeId)))
                .id();
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> storage().snapshot(id),
                        snapshot -> snapshot.get().status().equals("available"))
                .get();
    }

    VolumeBackup awaitBackup(String id) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> backups().backup(id),
                        backup -> backup.get().status().equals("available"))
                .get();
    }

    void awaitDependents(String id, boolean wanted) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> backups().backup(id).orElseThrow().hasDependents() == wanted);
    }

    Volume awaitVolume(String id, String status) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> storage().volume(id),
                        volume -> volume.get().status().equals(status))
                .get();
    }

    void deleteBackup(String id) {
        backups().deleteBackup(id);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> backups().backup(id).isEmpty());
    }
}
