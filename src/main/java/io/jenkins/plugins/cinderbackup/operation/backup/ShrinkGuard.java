package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;

/**
 * Tells of a backup that is much smaller than the last sound one of its group: a volume that was emptied by mistake still makes a
 * backup without an error. Such a backup is not sound itself, so the next one is compared with the same one again, until a user says that
 * the smaller one is right; and until then no retention removes an earlier one.
 */
final class ShrinkGuard {
    private ShrinkGuard() {}

    /** Warns if the backup has shrunk by more than it may. */
    static void look(RunContext run, BackupPlan plan, BackupSummary now) {
        BackupPlan.Guard guard = plan.guard();
        if (guard.hasShrunk(now)) {
            run.warn("The backup has shrunk by more than " + guard.maxShrinkPercent()
                    + " % (`guard.maxShrinkPercent`): "
                    + size(now.totalFilesProcessed(), now.totalBytesProcessed()) + ", where the last sound backup of "
                    + plan.describeSubject() + " had " + size(guard.lastFiles(), guard.lastBytes())
                    + ". No earlier backup or snapshot is removed. Check what became of the data, and `paths` and `exclude`. If it is meant to be smaller, run it once with"
                    + " `guard.maxShrinkPercent` at 100; later backups are then compared with that one.");
        }
    }

    private static String size(Long files, Long bytes) {
        return (files == null ? "an unknown number of files" : files + (files == 1 ? " file" : " files")) + ", "
                + (bytes == null ? "of unknown size" : Sizes.binary(bytes));
    }
}
