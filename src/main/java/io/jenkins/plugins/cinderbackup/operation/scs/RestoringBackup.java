package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has Cinder restore a backup to the test's second volume, which is made first. It may be restored twice where an answer was lost: the volume is the test's own.
 *
 * @param increment whether the increment is restored, and not the full backup
 */
record RestoringBackup(ScsTestPlan plan, boolean increment) implements Phase {
    private static final String WORK = "Cinder restores the backup";
    /** How long a volume that is {@code available} may yet be one whose restore has not begun, where the answer was lost. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
    /** The same where Cinder has accepted it, and is of a version that does not write on a volume what it was restored from. */
    private static final Duration UNTOLD = Duration.ofSeconds(10);

    @Override
    public PhaseId id() {
        return (increment ? TestPart.RESTORE_INCREMENT : TestPart.RESTORE).id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus target = new CreatingVolume(new EmptyVolume(plan, true), plan.patience()).advance(run);
        if (target != PhaseStatus.DONE) {
            tell(run);
            return target;
        }
        String volumeId = id(run, ResourceKind.VOLUME, plan.restored(run.journal()));
        String backupId = id(run, ResourceKind.BACKUP, plan.backup(run.journal(), increment));
        Optional<RestoreAsked> asked = asked(run, backupId);
        Volume volume = run.storage().volume(volumeId).orElseThrow();
        if (asked.filter(earlier -> isRestored(run, volume, earlier)).isPresent()) {
            return conclude(run, volume, backupId);
        }
        if (asked.filter(earlier -> run.now().isBefore(earlier.at().plus(AGAIN_AFTER)))
                .isPresent()) {
            return PhaseStatus.WAITING;
        }
        ask(run, backupId, volumeId);
        return PhaseStatus.ACTED;
    }

    private static String id(RunContext run, ResourceKind kind, String name) {
        return run.journal().resource(kind, name).orElseThrow().id();
    }

    private static Optional<RestoreAsked> asked(RunContext run, String backupId) {
        return run.fact(RestoreAsked.FACT).filter(asked -> asked.backupId().equals(backupId));
    }

    private static boolean isRestored(RunContext run, Volume volume, RestoreAsked asked) {
        return volume.restoredFrom()
                .map(asked.backupId()::equals)
                .orElse(asked.accepted() && !run.now().isBefore(asked.at().plus(UNTOLD)));
    }

    private static void ask(RunContext run, String backupId, String volumeId) {
        Instant now = run.now();
        run.found(RestoreAsked.FACT, new RestoreAsked(backupId, now, false));
        try {
            run.backups().restoreOver(backupId, volumeId);
        } catch (TransientException e) {
            if (!e.mayTakeEffect()) {
                run.found(RestoreAsked.FACT, new RestoreAsked(backupId, Instant.EPOCH, false));
            }
            throw e;
        }
        run.found(RestoreAsked.FACT, new RestoreAsked(backupId, now, true));
    }

    /** Cinder lets the backup go a moment after the volume: until then nothing else can be done with it. */
    private static PhaseStatus conclude(RunContext run, Volume volume, String backupId) {
        boolean free = run.backups()
                .backup(backupId)
                .filter(backup -> backup.status().equals(StorageState.AVAILABLE))
                .isPresent();
        if (!free) {
            return PhaseStatus.WAITING;
        }
        run.note("Cinder backup " + backupId + " is restored to volume " + volume.name() + " (" + volume.id() + ")");
        return PhaseStatus.DONE;
    }

    private void tell(RunContext run) {
        StorageState.tellThatCinderIsAtIt(run, WORK, run.journal().phaseSince());
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Cinder has not restored the backup in time; where it goes on with it, the volume is removed when that has ended",
                "increase `timeout`",
                "have the cloud's administrator look whether the cinder-backup service is up (openstack volume service list)",
                "a volume that stays 'restoring-backup' for ever is one for an administrator: openstack volume set --state error");
    }
}
