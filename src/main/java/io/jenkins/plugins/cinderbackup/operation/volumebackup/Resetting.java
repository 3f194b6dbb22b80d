package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;

/**
 * Has Cinder set the state, which it does when the backup service comes to it, and awaits that. A restore that is ended so makes the backup {@code available} again: with most
 * drivers as soon as the next chunk is read, which is awaited for half of the time; with that for Ceph when all of it is restored.
 */
record Resetting(VolumeBackupResetPlan plan) implements Phase {
    /** How long is waited before it is asked for again, where nothing of it is to be seen. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    @Override
    public PhaseId id() {
        return VolumeBackupResetOperation.RESETTING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        ResetBackup reset = run.fact(ResetBackup.FACT).orElseThrow();
        if (reset.after() != null) {
            return PhaseStatus.DONE;
        }
        VolumeBackup backup = run.backups()
                .backup(reset.id())
                .orElseThrow(() -> PermanentException.of(
                        "Backup " + reset.id() + " disappeared before its state was set.",
                        "find out who deletes backups in this project"));
        String status = backup.status();
        // Cinder may have ended by itself what it was at; what it is still at is no end
        boolean changed = status.equals(plan.state()) || backup.isAtRest() && !status.equals(reset.before());
        if (reset.askedAt() != null && changed) {
            return changed(run, reset, status);
        }
        if (reset.askedAt() != null && run.now().isBefore(reset.askedAt().plus(AGAIN_AFTER))) {
            return PhaseStatus.WAITING;
        }
        run.found(ResetBackup.FACT, reset.asked(run.now()));
        run.backups().resetBackup(reset.id(), plan.state());
        return PhaseStatus.ACTED;
    }

    private PhaseStatus changed(RunContext run, ResetBackup reset, String status) {
        if (reset.hasEndedRestore() && StorageState.isFailed(status)) {
            if (run.now().isBefore(reset.askedAt().plus(plan.timeout().dividedBy(2)))) {
                return PhaseStatus.WAITING;
            }
            run.caution(
                    reset.describe() + " is in state '" + status
                            + "', and its data is as whole as before. Where Cinder is still at the restore, the backup is 'available' when that ends; else nobody restores it before its state is set to 'available'.");
        }
        run.found(ResetBackup.FACT, reset.seen(status));
        return PhaseStatus.ACTED;
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Cinder has not set the state of backup " + plan.backup() + " in time",
                "have a look whether the cinder-backup service is up, which does it (openstack volume service list)",
                "a backup of a driver that the service does not have stays as it is");
    }
}
