package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Duration;
import java.util.Optional;

/**
 * Has Cinder make a backup, and awaits it.
 *
 * @param limit until it is {@code available}
 */
public record CreatingBackup(PhaseId id, BackupRequest request, Duration limit) implements Phase {
    private static final String WORK = "Cinder makes the backup";

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus created = create(run);
        if (created != PhaseStatus.DONE) {
            return created;
        }
        return await(run).isPresent() ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    /** Done once Cinder has been asked for it, and has answered with its id. */
    public PhaseStatus create(RunContext run) {
        String name = request.name(run);
        return run.create(
                ResourceKind.BACKUP,
                null,
                name,
                () -> run.backups().backupsOf(run.journal().run()).stream()
                        .filter(backup -> backup.name().equals(name))
                        .map(VolumeBackup::id)
                        .findFirst(),
                () -> run.backups().createBackup(request.backup(run)));
    }

    /** What the journal has of it, once it is created. */
    public TrackedResource tracked(RunContext run) {
        return run.journal().resource(ResourceKind.BACKUP, request.name(run)).orElseThrow();
    }

    /**
     * The backup, once it is available.
     *
     * @throws PermanentException if it never will be
     */
    public Optional<VolumeBackup> await(RunContext run) {
        TrackedResource tracked = tracked(run);
        Optional<VolumeBackup> found = run.backups().backup(tracked.id());
        found.filter(backup -> backup.status().equals("error")).ifPresent(backup -> {
            throw BackupTrouble.of(run, backup);
        });
        if (StorageState.isAvailable(run, tracked, found.map(VolumeBackup::status), "backups")) {
            return found;
        }
        Duration waited = Duration.between(tracked.since(), run.now());
        if (!waited.isZero() && run.isDue(WORK, Heartbeat.interval(waited))) {
            run.tell(new RunEvent.Note(WORK + ", for " + waited.toSeconds() + " s now"));
        }
        return Optional.empty();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Cinder has not made the backup in time; it goes on with it, and the backup is removed when that has ended",
                "increase `timeout`: all of a volume is read, of an increment too",
                "have the cloud's administrator look whether the cinder-backup service is up (openstack volume service list) and its storage has room",
                "a backup that stays 'creating' for ever is one for an administrator: openstack volume backup set --state error");
    }
}
