package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has Cinder make the backup, and awaits it. From when it is available on it stays, whatever becomes of the run. */
record BackingUp(VolumeBackupPlan plan) implements Phase {
    private static final String WORK = "Cinder makes the backup";

    @Override
    public PhaseId id() {
        return VolumeBackupOperation.BACKING_UP;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        String name = plan.backupName(run);
        PhaseStatus created = run.create(
                ResourceKind.BACKUP,
                null,
                name,
                () -> run.backups().backupsOf(run.journal().run()).stream()
                        .filter(backup -> backup.name().equals(name))
                        .map(VolumeBackup::id)
                        .findFirst(),
                () -> run.backups().createBackup(request(run, name)));
        if (created != PhaseStatus.DONE) {
            return created;
        }
        TrackedResource tracked = made(run, name);
        if (tracked.state() == TrackedResource.State.KEEPING) {
            KeepMarks.mark(run, tracked);
            return PhaseStatus.ACTED;
        }
        return tracked.isToStay() ? PhaseStatus.DONE : await(run, tracked);
    }

    private static TrackedResource made(RunContext run, String name) {
        return run.journal().resource(ResourceKind.BACKUP, name).orElseThrow();
    }

    private NewBackup request(RunContext run, String name) {
        Optional<String> snapshot = plan.takesSnapshot()
                ? run.journal()
                        .resource(
                                ResourceKind.SNAPSHOT,
                                plan.names().snapshot(run.journal().startedAt()))
                        .map(TrackedResource::id)
                : Optional.ofNullable(plan.snapshotId());
        return new NewBackup(
                run.journal().sourceVolume(),
                snapshot,
                name,
                CinderDescription.of(run),
                run.fact(Chain.FACT).orElseThrow().incremental(),
                plan.force(),
                Optional.ofNullable(plan.container()),
                Optional.ofNullable(plan.availabilityZone()),
                plan.metadata(),
                run.journal().ownership());
    }

    private static PhaseStatus await(RunContext run, TrackedResource tracked) {
        Optional<VolumeBackup> found = run.backups().backup(tracked.id());
        found.filter(backup -> backup.status().equals("error")).ifPresent(backup -> {
            throw BackupTrouble.of(run, backup);
        });
        if (!StorageState.isAvailable(run, tracked, found.map(VolumeBackup::status), "backups")) {
            Duration waited = Duration.between(tracked.since(), run.now());
            if (!waited.isZero() && run.isDue(WORK, Heartbeat.interval(waited))) {
                run.tell(new RunEvent.Note(WORK + ", for " + waited.toSeconds() + " s now"));
            }
            return PhaseStatus.WAITING;
        }
        VolumeBackup backup = found.orElseThrow();
        run.journal().facts().put(MadeBackup.FACT, MadeBackup.of(backup));
        run.keep(List.of(tracked));
        run.note("Cinder backup " + backup.name() + " (" + backup.id() + ") is available");
        return PhaseStatus.ACTED;
    }

    @Override
    public Duration limit() {
        return plan.timeout();
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
