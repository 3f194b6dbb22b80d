package io.jenkins.plugins.cinderbackup.simulator.openstack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The images that Cinder's driver for Ceph makes of backups: one for each full backup of a volume and what builds on it, with a snapshot for each of them; and one for
 * all snapshots of a volume together, which the driver takes for that of each backup of which it finds no other. Names and mistakes are those of
 * {@code cinder/backup/drivers/ceph.py} in Cinder 21.3; in 2026 they were there yet. Guarded by its {@link SimStore}.
 */
final class SimCephImages {
    /** By name the backups that have a snapshot in it. */
    private final Map<String, Set<String>> images = new HashMap<>();

    /** Puts a backup there; answers why it cannot, or null. */
    @CheckForNull
    String add(SimBackup backup) {
        if (backup.snapshotId != null) {
            return images.putIfAbsent(ofSnapshots(backup), new HashSet<>()) == null
                    ? null
                    : "[errno 17] RBD image already exists (error creating image)";
        }
        String name = name(backup);
        if (backup.parent == null) {
            images.put(name, new HashSet<>());
        } else if (!images.containsKey(name)) {
            return "[errno 2] RBD image not found (error opening image b'" + name + "' at snapshot None)";
        } else if (!images.get(name).contains(backup.parent.id)) {
            remove(backup);
            return "Can't find snapshot from parent " + backup.parent.id + " and base name image " + name + ".";
        }
        images.get(name).add(backup.id);
        backup.cephImage = name;
        return null;
    }

    /** Whether there is anything to restore from. */
    boolean has(SimBackup backup) {
        return images.containsKey(backup.cephImage == null ? ofSnapshots(backup) : backup.cephImage);
    }

    /** Deletes what it takes for the backup's. */
    void remove(SimBackup backup) {
        String name = images.containsKey(name(backup)) ? name(backup) : ofSnapshots(backup);
        Set<String> snapshots = images.getOrDefault(name, new HashSet<>());
        snapshots.remove(backup.id);
        if (snapshots.isEmpty()) {
            images.remove(name);
        }
    }

    private static String name(SimBackup backup) {
        if (backup.cephImage != null) {
            return backup.cephImage;
        }
        if (backup.parent == null) {
            return "volume-" + backup.volumeId + ".backup." + backup.id;
        }
        return backup.parent.cephImage == null ? ofSnapshots(backup) : backup.parent.cephImage;
    }

    private static String ofSnapshots(SimBackup backup) {
        return "volume-" + backup.volumeId + ".backup.base";
    }
}
