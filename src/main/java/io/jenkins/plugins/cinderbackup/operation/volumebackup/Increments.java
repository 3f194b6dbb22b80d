package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may build on a backup. Cinder says whether anything does ({@link VolumeBackup#hasDependents}), but not what; and it counts that a moment after an increment is
 * {@code available}, and a moment after one is gone. It does not delete a backup on which another one builds, whatever it says of it.
 *
 * @see <a href="https://opendev.org/openstack/cinder/src/branch/master/cinder/backup/manager.py">{@code _finish_backup} and {@code delete_backup}</a>
 * @see <a href="https://opendev.org/openstack/cinder/src/branch/master/cinder/backup/api.py">{@code create}, for the choice of the parent</a>
 */
final class Increments {
    /** Far longer than Cinder takes to count. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(15);

    private Increments() {}

    /**
     * The increments that build on the backup, and those that build on them. Newest first.
     *
     * @param newestFirst all of the volume, the backup among them
     */
    static List<VolumeBackup> after(List<VolumeBackup> newestFirst, VolumeBackup backup) {
        Set<String> chain = new HashSet<>(Set.of(backup.id()));
        List<VolumeBackup> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        oldestFirst.stream()
                .filter(VolumeBackup::incremental)
                .filter(increment -> parent(newestFirst, increment)
                        .filter(parent -> chain.contains(parent.id()))
                        .isPresent())
                .forEach(increment -> chain.add(increment.id()));
        return newestFirst.stream()
                .filter(other -> chain.contains(other.id()) && !other.id().equals(backup.id()))
                .toList();
    }

    /** What Cinder has chosen for an increment: the newest data of what was there when it was made, of that which is older than its own, as a snapshot's may be. */
    private static Optional<VolumeBackup> parent(List<VolumeBackup> newestFirst, VolumeBackup increment) {
        return newestFirst.stream()
                .filter(other -> other.createdAt().isBefore(increment.createdAt()))
                .filter(other -> other.dataTimestamp().isBefore(increment.dataTimestamp()))
                .findFirst();
    }

    /** Whether Cinder may not have counted yet what has become of increments: it was left so long ago, by this run or by whom it follows. */
    static boolean mayBeCountedYet(RunContext run) {
        Instant since = RemovedBackups.lastGone(run)
                .filter(gone -> gone.isAfter(run.journal().phaseSince()))
                .orElse(run.journal().phaseSince());
        return run.now().isBefore(since.plus(COUNTED_WITHIN));
    }
}
