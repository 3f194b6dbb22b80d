package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.IncrementRefusedException;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cinder's own backups in memory. */
final class FakeVolumeBackups implements VolumeBackups {
    private static final Duration DELETION_TAKES = Duration.ofSeconds(2);
    /** Cinder counts what builds on a backup a moment after that is made or gone. */
    private static final Duration COUNTED_AFTER = Duration.ofSeconds(1);

    private static final PermanentException BUSY = PermanentException.of("400: Backup status must be available");
    private static final PermanentException NO_PARENT = new IncrementRefusedException(
            Finding.of("400: The parent backup must be available for incremental backup."), null);

    private final Calls calls;
    private final ManualTicker ticker;
    private final FakeBlockStorage volumes;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Item> forgotten = new HashMap<>();
    /** Until when those that are gone count yet, by what they built on. */
    private final Map<String, Instant> counted = new HashMap<>();

    BackupQuota quota = new BackupQuota(new Limit(10, 1), new Limit(1000, 10));
    Duration backupTakes = Duration.ofMinutes(5);
    Duration importTakes = Duration.ofSeconds(3);
    String importEndsAs = "available";
    String backupEndsAs = "available";
    String failReason;
    /** The state that a reset sets, whichever is asked for; null for that one. */
    String resetEndsAs;
    /** Whether an increment is as full as any. */
    boolean onlyFull;

    int made;
    final FakeRestores restores;

    FakeVolumeBackups(Calls calls, ManualTicker ticker, FakeBlockStorage storage) {
        restores = new FakeRestores(storage, ticker);
        this.calls = calls;
        this.ticker = ticker;
        volumes = storage;
    }

    /** One in memory; what does not change is in the backup. */
    private static final class Item {
        private VolumeBackup backup;
        private Instant readyAt;
        private Instant deletedAt;
        private String parent;
        private Instant restoringUntil = Instant.MIN;
        private String status = "available";

        private String restingAs(Instant now) {
            return now.isBefore(restoringUntil) ? "restoring" : status;
        }
    }

    /** A backup that an earlier run of this job has made and kept, so long ago. */
    String addKept(String id, Duration age, boolean incremental, Ownership tags) {
        Instant at = ticker.now().minus(age);
        Item item = new Item();
        item.readyAt = at;
        item.parent = incremental ? newest().orElseThrow().backup.id() : null;
        item.backup = backup(id, "old-" + id, World.SOURCE, null, at, incremental, tags, Map.of(), true);
        items.put(id, item);
        return id;
    }

    private Optional<Item> newest() {
        return items.values().stream().max(Comparator.comparing(item -> item.backup.dataTimestamp()));
    }

    private static VolumeBackup backup(
            String id,
            String name,
            String volume,
            String snapshot,
            Instant at,
            boolean incremental,
            Ownership tags,
            Map<String, String> metadata,
            boolean kept) {
        return new VolumeBackup(
                id,
                name,
                "available",
                volume,
                snapshot,
                10,
                at,
                at,
                incremental,
                false,
                2,
                "bucket",
                null,
                null,
                tags,
                metadata,
                kept);
    }

    @Override
    public BackupQuota quota() {
        return calls.call("backupQuota", "", () -> quota);
    }

    @Override
    public Optional<VolumeBackup> backup(String id) {
        return calls.call("backup", "", () -> Optional.ofNullable(settled(id)).map(this::seen));
    }

    @Override
    public Optional<VolumeBackup> backupNow(String id) {
        return calls.call(
                "backupNow", "", () -> Optional.ofNullable(settled(id)).map(this::seen));
    }

    @Override
    public List<VolumeBackup> backupsOf(RunId run) {
        return calls.call(
                "backupsOf",
                "",
                () -> all().stream()
                        .filter(backup ->
                                backup.tags() != null && backup.tags().run().equals(run))
                        .toList());
    }

    @Override
    public List<VolumeBackup> backups(BackupFilter filter) {
        return calls.call(
                "backups",
                "",
                () -> all().stream()
                        .filter(backup -> filter.name() == null || filter.name().equals(backup.name()))
                        .sorted(Comparator.comparing(VolumeBackup::dataTimestamp)
                                .reversed())
                        .toList());
    }

    @Override
    public String createBackup(NewBackup wanted) {
        return calls.call("createBackup", "", () -> {
            Item item = new Item();
            item.readyAt = ticker.now().plus(backupTakes);
            item.status = backupEndsAs;
            volumes.requireAtRest(wanted.snapshotId().orElse(wanted.volumeId()));
            item.parent = wanted.incremental()
                    ? available(newest().orElseThrow().backup.id(), NO_PARENT)
                            .backup
                            .id()
                    : null;
            String id = "backup-" + ++made;
            if (wanted.snapshotId().isEmpty()) {
                volumes.either(wanted.volumeId()).busy("backing-up", ticker.now(), backupTakes);
            }
            item.backup = backup(
                    id,
                    wanted.name(),
                    wanted.volumeId(),
                    wanted.snapshotId().orElse(null),
                    // What a run returns must not depend on when it was cut off
                    ticker.now().truncatedTo(ChronoUnit.HOURS),
                    wanted.incremental() && !onlyFull,
                    wanted.tags(),
                    wanted.metadata(),
                    false);
            items.put(id, item);
            return id;
        });
    }

    @Override
    public void keepBackup(String id) {
        calls.call("keepBackup", "", () -> {
            VolumeBackup old = items.get(id).backup;
            return items.get(id).backup = backup(
                    id,
                    old.name(),
                    old.volumeId(),
                    old.snapshotId(),
                    old.createdAt(),
                    old.incremental(),
                    old.tags(),
                    old.metadata(),
                    true);
        });
    }

    @Override
    public void deleteBackup(String id) {
        calls.call("deleteBackup", id, () -> {
            Item item = settled(id);
            if (item != null && (!isAtRest(item) || hasDependents(id))) {
                throw TransientException.notCarriedOut(
                        "400: Incremental backups exist, or it is being made or restored", null, null);
            }
            if (item != null && item.deletedAt == null) {
                item.deletedAt = ticker.now();
            }
            return id;
        });
    }

    @Override
    public void forceDeleteBackup(String id) {
        calls.call("forceDeleteBackup", id, () -> {
            Item item = settled(id);
            if (item != null && item.deletedAt == null) {
                item.deletedAt = ticker.now();
            }
            return id;
        });
    }

    @Override
    public void resetBackup(String id, String state) {
        calls.call("resetBackup", state, () -> items.get(id).status = resetEndsAs == null ? state : resetEndsAs);
    }

    @Override
    public BackupRecord exportRecord(String id) {
        return calls.call("exportRecord", "", () -> record(items.get(id)));
    }

    private static BackupRecord record(Item item) {
        return new BackupRecord(
                item.backup.id(),
                item.parent,
                item.backup.name(),
                item.backup.sizeGiB(),
                "{\"" + item.backup.id() + "\"}");
    }

    @Override
    public void importRecord(BackupRecord record) {
        calls.call("importRecord", record.id(), () -> {
            if (settled(record.id()) != null) {
                throw PermanentException.of("400: Backup already exists in database.");
            }
            Item item = forgotten.get(record.id());
            item.readyAt = ticker.now().plus(importTakes);
            item.status = importEndsAs;
            items.put(record.id(), item);
            return record.id();
        });
    }

    /** The database loses a backup; answers its record. */
    BackupRecord forget(String id) {
        Item item = items.remove(id);
        forgotten.put(id, item);
        return record(item);
    }

    @Override
    public boolean canRestoreToNew() {
        return calls.call("canRestoreToNew", "", () -> restores.toNewPossible);
    }

    @Override
    public void restoreOver(String backupId, String volumeId) {
        calls.call("restoreOver", volumeId, () -> {
            String source = available(backupId, BUSY).backup.volumeId();
            String restored = restores.over(backupId, source, volumeId);
            items.get(backupId).restoringUntil = ticker.now().plus(restores.takes);
            return restored;
        });
    }

    @Override
    public Volume restoreToNew(String backupId, NewVolume volume) {
        return calls.call("restoreToNew", "", () -> {
            available(backupId, BUSY).restoringUntil = ticker.now().plus(restores.takes);
            return restores.toNew(backupId, volume);
        });
    }

    @Override
    public void rewriteMetadata(String volumeId, Map<String, String> metadata, Ownership kept) {
        calls.call("rewriteMetadata", "", () -> restores.rewrite(volumeId, metadata, kept));
    }

    private Item available(String id, PermanentException refusal) {
        Item item = settled(id);
        if (item == null || !seen(item).status().equals("available")) {
            throw refusal;
        }
        return item;
    }

    /** Puts a backup into a state that it keeps. */
    void setStatus(String id, String status) {
        items.get(id).status = status;
    }

    private boolean isAtRest(Item item) {
        return !ticker.now().isBefore(item.readyAt) && !ticker.now().isBefore(item.restoringUntil);
    }

    /** A backup that another run has made. */
    void add(VolumeBackup backup) {
        Item item = new Item();
        item.readyAt = ticker.now();
        item.backup = backup;
        items.put(backup.id(), item);
    }

    private boolean hasDependents(String id) {
        return List.copyOf(items.values()).stream().anyMatch(item -> id.equals(item.parent));
    }

    private boolean countsDependents(String id) {
        return ticker.now().isBefore(counted.getOrDefault(id, Instant.MIN))
                || List.copyOf(items.values()).stream()
                        .anyMatch(item ->
                                id.equals(item.parent) && !ticker.now().isBefore(item.readyAt.plus(COUNTED_AFTER)));
    }

    /** Cinder says so long that others build on it, though none does. */
    void miscount(String id, Duration time) {
        counted.put(id, ticker.now().plus(time));
    }

    private Item settled(String id) {
        Item item = items.get(id);
        if (item != null && item.deletedAt != null && !ticker.now().isBefore(item.deletedAt.plus(DELETION_TAKES))) {
            items.remove(id);
            if (item.parent != null) {
                counted.putIfAbsent(item.parent, ticker.now().plus(COUNTED_AFTER));
            }
            return null;
        }
        return item;
    }

    private List<VolumeBackup> all() {
        List<VolumeBackup> all = new ArrayList<>();
        for (String id : List.copyOf(items.keySet())) {
            Optional.ofNullable(settled(id)).map(this::seen).ifPresent(all::add);
        }
        return all;
    }

    private VolumeBackup seen(Item item) {
        VolumeBackup as = item.backup;
        String status = item.deletedAt != null
                ? "deleting"
                : ticker.now().isBefore(item.readyAt) ? "creating" : item.restingAs(ticker.now());
        return new VolumeBackup(
                as.id(),
                as.name(),
                status,
                as.volumeId(),
                as.snapshotId(),
                as.sizeGiB(),
                as.createdAt(),
                as.dataTimestamp(),
                as.incremental(),
                countsDependents(as.id()),
                as.objects(),
                as.container(),
                status.equals("error") ? failReason : null,
                null,
                as.tags(),
                as.metadata(),
                as.kept());
    }

    /** The ids of those that exist, also those on their way out. */
    List<String> all(boolean kept) {
        return all().stream()
                .filter(backup -> backup.kept() == kept)
                .map(VolumeBackup::id)
                .toList();
    }
}
