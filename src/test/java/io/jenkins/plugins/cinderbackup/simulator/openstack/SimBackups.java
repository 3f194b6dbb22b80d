package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The backup service of Cinder 21.3, as it was measured: with a driver that copies chunks, such as to a file system or to S3, or with that for Ceph. Guarded by
 * its {@link SimStore}.
 */
final class SimBackups {
    private static final String AVAILABLE = "available";
    private static final String RESTORED_FROM = "src_backup_id";

    private final SimStore store;
    private final VolumeContents contents;
    private final Map<String, SimBackup> backups = new LinkedHashMap<>();
    /** What the driver has written, by the id of its backup: whatever the database knows. */
    private final Map<String, SimBackup> stored = new HashMap<>();
    /** The ids of those that were deleted: their rows are still there, marked so. */
    private final Set<String> deleted = new HashSet<>();

    private final SimCephImages images = new SimCephImages();
    private final Deque<String> broken = new ArrayDeque<>();
    private final Deque<String> brokenRestores = new ArrayDeque<>();

    boolean ceph;
    /** Whether who asks is an administrator. */
    boolean administrator;
    /** Whether the service runs anywhere. */
    boolean running = true;

    long maxBackups = 10;
    long maxGigabytes = 1000;

    SimBackups(SimStore store, VolumeContents contents) {
        this.store = store;
        this.contents = contents;
    }

    void breakNext(String failReason) {
        broken.add(failReason);
    }

    void breakNextRestore(String message) {
        brokenRestores.add(message);
    }

    /** As they are; the store has settled them. */
    List<SimBackup> unsettled() {
        return List.copyOf(backups.values());
    }

    List<SimBackup> all() {
        store.volumes();
        return unsettled();
    }

    Optional<SimBackup> find(String id) {
        return all().stream().filter(backup -> backup.id.equals(id)).findFirst();
    }

    SimBackup get(String id) {
        return find(id).filter(backup -> administrator || !backup.foreign)
                .orElseThrow(() -> SimReply.notFound("Backup", id).thrown());
    }

    long gigabytes() {
        return backups.values().stream().mapToLong(backup -> backup.sizeGiB).sum();
    }

    SimBackup create(WantedBackup wanted) {
        SimVolume volume = store.volume(wanted.volumeId());
        SimSnapshot snapshot = wanted.snapshotId() == null ? null : store.snapshot(wanted.snapshotId());
        wanted.checkSource(volume, snapshot);
        checkQuota(volume.sizeGiB);
        SimBackup parent = wanted.incremental() ? parent(volume.id, snapshot) : null;
        String container = wanted.container() != null ? wanted.container() : ceph ? "backups" : "volumebackups";
        SimBackup backup =
                new SimBackup(wanted.name(), volume, snapshot, parent, container, wanted.metadata(), store.now());
        backup.ceph = ceph;
        backups.put(backup.id, backup);
        stored.put(backup.id, backup);
        store.made("backup " + wanted.name());
        SimObject source = snapshot == null ? volume : snapshot;
        contents.snapshot(source.id, backup.id);
        if (running) {
            lock(source, backup);
        }
        String trouble = trouble(backup);
        store.after(backup, () -> {
            backup.status = trouble == null ? AVAILABLE : "error";
            backup.failReason = trouble;
            if (trouble == null && parent != null) {
                parent.dependents++;
            }
        });
        return backup;
    }

    /** Nobody else may use what is being read: a volume cannot even be detached. */
    private void lock(SimObject source, SimBackup backup) {
        String before = source.status;
        source.status = "backing-up";
        store.after(source, () -> source.status = before);
    }

    private String trouble(SimBackup backup) {
        if (!running) {
            return "Service not found for creating backup.";
        }
        String trouble = backup.ceph ? images.add(backup) : null;
        return trouble == null ? broken.poll() : trouble;
    }

    private void checkQuota(long sizeGiB) {
        if (maxGigabytes >= 0 && gigabytes() + sizeGiB > maxGigabytes) {
            throw SimReply.error(
                            413,
                            "overLimit",
                            "VolumeBackupSizeExceedsAvailableQuota: Requested backup exceeds allowed Backup gigabytes quota. Requested "
                                    + sizeGiB + "G, quota is " + maxGigabytes + "G and " + gigabytes()
                                    + "G has been consumed.")
                    .thrown();
        }
        if (maxBackups >= 0 && backups.size() >= maxBackups) {
            throw SimReply.error(
                            413,
                            "overLimit",
                            "BackupLimitExceeded: Maximum number of backups allowed (" + maxBackups + ") exceeded")
                    .thrown();
        }
    }

    /** This version takes the newest of any state, and says no if that is not available. What is not older than the snapshot counts as the oldest. */
    private SimBackup parent(String volumeId, @CheckForNull SimSnapshot snapshot) {
        SimBackup newest = all().stream()
                .filter(backup -> backup.volumeId.equals(volumeId) && !backup.foreign)
                .max(Comparator.comparing(
                        backup -> snapshot == null || backup.dataTimestamp.isBefore(snapshot.createdAt)
                                ? backup.dataTimestamp
                                : Instant.MIN))
                .orElseThrow(
                        () -> SimReply.badRequest("Invalid backup: No backups available to do an incremental backup.")
                                .thrown());
        if (!newest.status.equals(AVAILABLE)) {
            throw SimReply.badRequest("Invalid backup: The parent backup must be available for incremental backup.")
                    .thrown();
        }
        return newest;
    }

    void delete(String id) {
        SimBackup backup = get(id);
        if (!backup.status.equals(AVAILABLE) && !backup.status.equals("error")) {
            throw SimReply.badRequest("Invalid backup: Backup status must be available or error")
                    .thrown();
        }
        remove(backup);
    }

    /** Whatever its state is; what it is read from is free a moment later. */
    void forceDelete(String id) {
        SimBackup backup = get(id);
        if (ceph) {
            throw SimReply.error(405, "badMethod", "Operation not supported: force delete.")
                    .thrown();
        }
        remove(backup);
    }

    private void remove(SimBackup backup) {
        String id = backup.id;
        // It looks for them, and does not count: also one that is being made, and one in an error state; but only in
        // the log-in's project
        if (unsettled().stream().anyMatch(other -> id.equals(other.parentId) && !other.foreign)) {
            throw SimReply.badRequest("Invalid backup: Incremental backups exist for this backup.")
                    .thrown();
        }
        requireService();
        backup.status = "deleting";
        store.after(backup, () -> {
            backups.remove(id);
            // Of a row that a failed import has made it knows no driver; one that it has revived has that which it had
            boolean revived = !deleted.add(id);
            if (!backup.importing || revived) {
                stored.remove(id);
                contents.delete(id);
                if (backup.ceph) {
                    images.remove(backup);
                }
            }
            SimBackup parent = backups.get(backup.parentId);
            if (parent != null && parent.dependents > 0 && backup.failReason == null) {
                parent.dependents--;
            }
        });
    }

    /** Its row is lost, and nothing else. */
    void forget(String id) {
        backups.remove(id);
        deleted.remove(id);
    }

    /** Cinder's row of a backup, and the driver that it was made with. */
    ObjectNode export(String id) {
        SimBackup backup = get(id);
        if (!backup.status.equals(AVAILABLE)) {
            throw SimReply.badRequest("Invalid backup: Backup status must be available and not " + backup.status + ".")
                    .thrown();
        }
        requireService();
        return backup.record();
    }

    String driver() {
        return "cinder.backup.drivers." + (ceph ? "ceph.CephBackupDriver" : "posix.PosixBackupDriver");
    }

    /** As in cinder/backup/api.py and manager.py, {@code import_record}: nobody looks at the data. */
    SimBackup importRecord(String service, JsonNode record) {
        if (!running) {
            throw SimReply.error(503, "serviceUnavailable", "Service " + service + " could not be found.")
                    .thrown();
        }
        SimBackup backup = new SimBackup(record, SimCinder.metadata(record), store.now());
        if (find(backup.id).isPresent()) {
            throw SimReply.badRequest("Invalid backup: Backup already exists in database.")
                    .thrown();
        }
        checkQuota(backup.sizeGiB);
        backups.put(backup.id, backup);
        store.made("backup " + backup.id);
        boolean possible = service.equals(driver());
        backup.ceph = possible && ceph;
        store.after(backup, () -> {
            backup.importing = !possible;
            backup.status = possible ? AVAILABLE : "error";
            backup.failReason = possible
                    ? null
                    : "Import record failed, cannot find backup service to perform the import. Request service "
                            + service + ".";
        });
        return backup;
    }

    /** What a restore would not find; null if all is there. */
    @CheckForNull
    private String missing(@CheckForNull SimBackup backup) {
        if (backup != null && backup.ceph) {
            return images.has(backup) ? null : "[errno 2] RBD image not found (error opening image)";
        }
        if (backup == null || !stored.containsKey(backup.id)) {
            return "Failed to read the backup's objects";
        }
        return backup.parentId == null ? null : missing(backups.get(backup.parentId));
    }

    /**
     * A backup that is being made goes on; a restore ends at its next chunk, then the backup is {@code available} again and the volume in an error state. The driver for
     * Ceph does not heed it in a restore either, and where nobody is at a restore any more the backup stays as it is set.
     */
    void reset(String id, String status) {
        SimBackup backup = get(id);
        boolean ends = backup.status.equals("restoring") && !backup.ceph && backup.change != null;
        if (ends) {
            store.volumes().stream()
                    .filter(volume -> volume.status.equals("restoring-backup"))
                    .forEach(volume -> store.after(volume, () -> volume.status = "error"));
        }
        Runnable goesOn = ends ? () -> backup.status = AVAILABLE : backup.change;
        store.after(backup, () -> {
            backup.status = status;
            if (goesOn != null) {
                store.after(backup, goesOn);
            }
        });
    }

    private void requireService() {
        if (!running) {
            throw SimReply.error(404, "itemNotFound", "Service cinder-backup could not be found.")
                    .thrown();
        }
    }

    private SimBackup restorable(String id) {
        SimBackup backup = get(id);
        if (!backup.status.equals(AVAILABLE)) {
            throw SimReply.badRequest("Invalid backup: Backup status must be available")
                    .thrown();
        }
        return backup;
    }

    private static void checkSize(SimBackup backup, long sizeGiB) {
        if (sizeGiB < backup.sizeGiB) {
            throw SimReply.badRequest("Invalid volume: volume size " + sizeGiB
                            + " is too small to restore backup of size " + backup.sizeGiB + ".")
                    .thrown();
        }
    }

    void restore(String id, String volumeId) {
        SimBackup backup = restorable(id);
        SimVolume volume = store.volume(volumeId);
        if (!volume.status.equals(AVAILABLE)) {
            throw SimReply.badRequest("Invalid volume: Volume to be restored to must be available")
                    .thrown();
        }
        checkSize(backup, volume.sizeGiB);
        requireService();
        volume.status = "restoring-backup";
        fill(backup, volume);
    }

    /** A volume from a backup. */
    SimVolume createVolume(String id, String name, long sizeGiB, String zone, Map<String, String> metadata) {
        SimBackup backup = restorable(id);
        checkSize(backup, sizeGiB);
        SimVolume volume = store.createVolume(null, null, name, sizeGiB, zone, metadata);
        fill(backup, volume);
        return volume;
    }

    /** Whatever the target's metadata was, it is that of the volume that was backed up when the data is there. */
    private void fill(SimBackup backup, SimVolume volume) {
        backup.status = "restoring";
        String trouble = Optional.ofNullable(missing(backup)).orElseGet(brokenRestores::poll);
        store.after(backup, () -> backup.status = AVAILABLE);
        store.after(volume, () -> {
            if (trouble != null) {
                volume.status = volume.status.equals("creating") ? "error" : "error_restoring";
                store.message(volume.id, "VOLUME_BACKUP", "restore backup:" + trouble);
                return;
            }
            contents.delete(volume.id);
            contents.restore(backup.id, volume.id);
            volume.metadata.clear();
            SimBackup data = stored.get(backup.id);
            volume.metadata.putAll(data.volumeMetadata);
            // Not where a volume is restored from a backup of its own
            if (!backup.volumeId.equals(volume.id)) {
                volume.metadata.put(RESTORED_FROM, backup.id);
            }
            if (volume.name.isEmpty() || volume.name.startsWith("restore_backup_")) {
                volume.name = data.volumeName;
            }
            volume.status = AVAILABLE;
        });
    }

    /** @param ofAllProjects also those of others than the log-in's */
    List<SimObject> newestFirst(boolean ofAllProjects) {
        List<SimObject> reversed = new ArrayList<>(all());
        reversed.removeIf(backup -> !ofAllProjects && ((SimBackup) backup).foreign);
        reversed.sort(
                Comparator.comparing((SimObject backup) -> backup.createdAt).reversed());
        return reversed;
    }
}
