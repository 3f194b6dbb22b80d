package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;
import java.util.Optional;

/**
 * What the next backup of a volume builds on.
 *
 * @param incremental whether it builds on an earlier one at all
 * @param why the reason, for the user
 */
record Chain(boolean incremental, String why) {
    /** Known once the checks have passed. */
    static final Fact<Chain> FACT = new Fact<>("chain", Chain.class);

    /**
     * @param backups all of the volume in this project whose data is older than what is read, newest data first: Cinder builds on the first, whosever it is, and many a version refuses an increment where
     *     that one is not available although others are
     * @param plan what is read, and after how many increments a full one follows
     */
    static Chain of(List<VolumeBackup> backups, VolumeBackupPlan plan) {
        Optional<String> broken = broken(backups, plan);
        if (broken.isPresent()) {
            return new Chain(false, broken.get());
        }
        long increments = backups.stream().takeWhile(VolumeBackup::incremental).count();
        return plan.maxIncrements() > 0 && increments >= plan.maxIncrements()
                ? new Chain(false, increments + " increments follow the last full backup")
                : new Chain(true, "builds on " + describe(backups.get(0)));
    }

    /** Why no increment can be made; empty if one can. */
    static Optional<String> broken(List<VolumeBackup> backups, VolumeBackupPlan plan) {
        if (backups.isEmpty()) {
            return Optional.of("there is no backup to build on"
                    + (plan.snapshotId() == null ? "" : " whose data is older than the snapshot"));
        }
        VolumeBackup newest = backups.get(0);
        if (!newest.status().equals(StorageState.AVAILABLE)) {
            return Optional.of("the newest backup, " + describe(newest) + ", is in state '" + newest.status() + "'");
        }
        if (newest.isSnapshotCopyInCeph()) {
            // That driver would fail, and delete the data of the one that it cannot build on
            return Optional.of("the newest backup, " + describe(newest)
                    + ", is a snapshot's copy by Cinder's driver for Ceph, on which nothing can build");
        }
        return plan.readsSnapshot() && newest.isUncounted()
                ? Optional.of("Cinder's driver for Ceph copies a snapshot in full")
                : Optional.empty();
    }

    private static String describe(VolumeBackup backup) {
        return backup.name() + " (" + backup.id() + ")";
    }
}
