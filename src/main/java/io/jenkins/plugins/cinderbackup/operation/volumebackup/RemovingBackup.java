package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Removes a backup, and before it what builds on it, the newest first. Cinder does not say what builds on what, only whether anything does: so no more is removed than
 * it takes until nothing does, and only what Cinder must have built on it, see {@link Increments}.
 */
record RemovingBackup(VolumeBackupDeletionPlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return VolumeBackupDeletionOperation.REMOVING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (RemovedBackups.isUnderWay(run)) {
            return PhaseStatus.WAITING;
        }
        DoomedBackup doomed = run.fact(DoomedBackup.FACT).orElseThrow();
        List<VolumeBackup> newestFirst = run.backups().backups(BackupFilter.ofVolume(doomed.volumeId()));
        Optional<VolumeBackup> target = newestFirst.stream()
                .filter(backup -> backup.id().equals(doomed.id()))
                .findFirst();
        if (target.isEmpty()) {
            // That a list lacks it proves nothing
            return run.backups().backupNow(doomed.id()).isEmpty() ? PhaseStatus.DONE : PhaseStatus.WAITING;
        }
        Optional<VolumeBackup> next = next(newestFirst, target.get());
        if (next.isPresent()) {
            if (DoomedBackupCheck.isForced(plan, next.get())) {
                RemovedBackups.removeByForce(run, next.get());
            } else {
                RemovedBackups.remove(run, next.get());
            }
            return PhaseStatus.ACTED;
        }
        if (Increments.mayBeCountedYet(run)) {
            return PhaseStatus.WAITING;
        }
        throw PermanentException.of(
                "Cinder says that others build on backup " + target.get().id() + ", but there are none.",
                "ask the cloud's administrator: some versions of Cinder count wrongly, and then never let it go");
    }

    /** Empty where Cinder says that something builds on each that is left. */
    private Optional<VolumeBackup> next(List<VolumeBackup> newestFirst, VolumeBackup target) {
        if (!target.hasDependents()) {
            return Optional.of(target);
        }
        List<VolumeBackup> increments = Increments.after(newestFirst, target);
        if (!plan.dependents() && !increments.isEmpty()) {
            throw PermanentException.of(
                    "Since the checks an increment was made that builds on backup " + target.id() + ".",
                    "set `dependents` to true to remove that too");
        }
        return increments.stream().filter(backup -> !backup.hasDependents()).findFirst();
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Backup " + plan.backup() + " was not removed in time",
                "increase `timeout`, and try again",
                "have the cloud's administrator look whether the cinder-backup service is up");
    }
}
