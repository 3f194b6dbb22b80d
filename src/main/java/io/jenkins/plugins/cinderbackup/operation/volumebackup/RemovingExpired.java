package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes the backups of this volume that earlier runs of this job have made and that are neither among the newest nor young: the newest first, and none that another
 * one builds on. The new backup is there by now, whatever becomes of this.
 */
record RemovingExpired(VolumeBackupPlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return VolumeBackupOperation.RETENTION;
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (RemovedBackups.isUnderWay(run)) {
            return PhaseStatus.WAITING;
        }
        List<VolumeBackup> all =
                run.backups().backups(BackupFilter.ofVolume(run.journal().sourceVolume()));
        List<VolumeBackup> free = expired(run, all).stream()
                .filter(backup -> Increments.after(all, backup).isEmpty())
                .toList();
        Optional<VolumeBackup> next =
                free.stream().filter(backup -> !backup.hasDependents()).findFirst();
        if (next.isEmpty()) {
            boolean counted = free.isEmpty() || !Increments.mayBeCountedYet(run);
            return counted ? PhaseStatus.DONE : PhaseStatus.WAITING;
        }
        if (all.stream().anyMatch(backup -> backup.status().equals(StorageState.CREATING))) {
            // Cinder does not say on which one it builds
            run.note("No earlier backup is removed: another one of this volume is being made, and may build on it");
            return PhaseStatus.DONE;
        }
        RemovedBackups.remove(run, next.get());
        return PhaseStatus.ACTED;
    }

    private List<VolumeBackup> expired(RunContext run, List<VolumeBackup> all) {
        MadeBackup own = run.fact(MadeBackup.FACT).orElseThrow();
        Origin job = run.journal().origin();
        // By Cinder's own clock
        Instant young = own.createdAt().minus(Duration.ofDays(plan.keepForDays()));
        return all.stream()
                .filter(backup -> backup.kept() && backup.isWhole() && isOf(job, backup))
                .skip(plan.keepLast())
                .filter(backup -> !backup.id().equals(own.id()))
                .filter(backup ->
                        plan.keepForDays() == 0 || !backup.dataTimestamp().isAfter(young))
                .filter(backup -> backup.status().equals(StorageState.AVAILABLE))
                .toList();
    }

    private static boolean isOf(Origin job, VolumeBackup backup) {
        return backup.tags() != null
                && backup.tags().origin().jenkins().equals(job.jenkins())
                && backup.tags().origin().job().equals(job.job());
    }

    @Override
    public Duration limit() {
        return plan.cleanupTimeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Earlier backups could not be removed in time",
                "increase `cleanup.timeout`; the next backup tries again");
    }
}
