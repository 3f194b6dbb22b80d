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
    /** By a backup's id the image that the driver has written down for it: of a snapshot's copy it writes down none. */
    private final Map<String, String> named = new HashMap<>();

    /** Puts a backup there; answers why it cannot, or null. */
    @CheckForNull
    String add(SimBackup backup) {
        if (backup.snapshotId != null) {
            return images.putIfAbsent(ofSnapshots(backup), new HashSet<>()) == null
                    ? null
                    : "[errno 17] RBD image already exists (error creating image)";
        }
        String name = name(backup);
        if (backup.parentId == null) {
            images.put(name, new HashSet<>());
        } else if (!images.containsKey(name)) {
            return "[errno 2] RBD image not found (error opening image b'" + name + "' at snapshot None)";
        } else if (!images.get(name).contains(backup.parentId)) {
            remove(backup);
            return "Can't find snapshot from parent " + backup.parentId + " and base name image " + name + ".";
        }
        images.get(name).add(backup.id);
        named.put(backup.id, name);
        return null;
    }

    /** Whether there is anything to restore from. */
    boolean has(SimBackup backup) {
        return images.containsKey(named.getOrDefault(backup.id, ofSnapshots(backup)));
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

    private String name(SimBackup backup) {
        if (named.containsKey(backup.id)) {
            return named.get(backup.id);
        }
        return backup.parentId == null
                ? "volume-" + backup.volumeId + ".backup." + backup.id
                : named.getOrDefault(backup.parentId, ofSnapshots(backup));
    }

    private static String ofSnapshots(SimBackup backup) {
        return "volume-" + backup.volumeId + ".backup.base";
    }
}
