package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What may build on a backup. Cinder says whether anything does ({@link VolumeBackup#hasDependents}), but not what; and it counts that a moment after an increment is
 * {@code available}, and a moment after one is gone. It does not delete a backup on which another one builds, whatever it says of it.
 *
 * @see <a href="https://opendev.org/openstack/cinder/src/branch/master/cinder/backup/manager.py">{@code _finish_backup} and {@code delete_backup}</a>
 */
final class Increments {
    /** Far longer than Cinder takes to count. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(15);

    private Increments() {}

    /**
     * The increments of which each builds on the one before it, and the first on the backup, unless Cinder has chosen otherwise: those that follow it before the next
     * full one. Newest first.
     *
     * @param newestFirst all of the volume, the backup among them
     */
    static List<VolumeBackup> after(List<VolumeBackup> newestFirst, VolumeBackup backup) {
        List<VolumeBackup> later = newestFirst.stream()
                .takeWhile(other -> !other.id().equals(backup.id()))
                .toList();
        List<VolumeBackup> oldestFirst = new ArrayList<>(later);
        Collections.reverse(oldestFirst);
        int beforeNextFull =
                (int) oldestFirst.stream().takeWhile(VolumeBackup::incremental).count();
        return later.subList(later.size() - beforeNextFull, later.size());
    }

    /** Whether Cinder may not have counted yet what has become of increments: it was left so long ago, by this run or by whom it follows. */
    static boolean mayBeCountedYet(RunContext run) {
        Instant since = RemovedBackups.lastGone(run)
                .filter(gone -> gone.isAfter(run.journal().phaseSince()))
                .orElse(run.journal().phaseSince());
        return run.now().isBefore(since.plus(COUNTED_WITHIN));
    }
}
