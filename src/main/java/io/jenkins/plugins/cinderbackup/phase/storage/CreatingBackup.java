package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.util.Optional;

/**
 * Has Cinder make a backup, and awaits it, within a phase that does more.
 *
 * @param request which backup
 */
public record CreatingBackup(BackupRequest request) {
    private static final String WORK = "Cinder makes the backup";

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
        StorageState.tellThatCinderIsAtIt(run, WORK, tracked.since());
        return Optional.empty();
    }

    /** See {@link Phase#timedOut}. */
    public static Finding timedOut() {
        return Finding.of(
                "Cinder has not made the backup in time; it goes on with it, and the backup is removed when that has ended",
                "increase `timeout`: all of a volume is read, of an increment too",
                "have the cloud's administrator look whether the cinder-backup service is up (openstack volume service list) and its storage has room",
                "a backup that stays 'creating' for ever is one for an administrator: openstack volume backup set --state error");
    }
}
