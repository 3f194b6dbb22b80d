package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.IncrementRefusedException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.storage.BackupRequest;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.RefusedForNow;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has Cinder make the backup, and awaits it. From when it is available on it stays, whatever becomes of the run. */
record BackingUp(VolumeBackupPlan plan) implements Phase, BackupRequest {
    @Override
    public PhaseId id() {
        return VolumeBackupOperation.BACKING_UP;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        CreatingBackup creating = new CreatingBackup(this);
        PhaseStatus created;
        try {
            created = creating.create(run);
        } catch (IncrementRefusedException e) {
            return makeFull(run, e);
        } catch (PermanentException e) {
            // Since the checks somebody else may have begun something on the volume
            return RefusedForNow.await(run, ResourceKind.BACKUP, name(run), () -> state(run), e);
        }
        if (created != PhaseStatus.DONE) {
            return created;
        }
        TrackedResource tracked = creating.tracked(run);
        if (tracked.state() == TrackedResource.State.KEEPING) {
            KeepMarks.mark(run, tracked);
            return PhaseStatus.ACTED;
        }
        if (tracked.isToStay()) {
            return PhaseStatus.DONE;
        }
        Optional<VolumeBackup> made = creating.await(run);
        made.ifPresent(backup -> keep(run, tracked, backup));
        return made.isPresent() ? PhaseStatus.ACTED : PhaseStatus.WAITING;
    }

    /** Since the checks something has become of what was to be built on. */
    private PhaseStatus makeFull(RunContext run, IncrementRefusedException refused) {
        if (plan.incremental() != Increment.AUTO) {
            throw refused;
        }
        run.note("Making a full backup: " + refused.getMessage());
        run.found(Chain.FACT, new Chain(false, "Cinder has refused an increment"));
        return PhaseStatus.ACTED;
    }

    /** Of what is read. */
    private Optional<String> state(RunContext run) {
        return plan.snapshotId() == null
                ? run.storage().volume(run.journal().sourceVolume()).map(Volume::status)
                : run.storage().snapshot(plan.snapshotId()).map(Snapshot::status);
    }

    private static void keep(RunContext run, TrackedResource tracked, VolumeBackup backup) {
        run.journal().facts().put(MadeBackup.FACT, MadeBackup.of(backup));
        run.keep(List.of(tracked));
        run.note(backup.describe() + " is available");
    }

    @Override
    public String name(RunContext run) {
        return plan.backupName(run);
    }

    @Override
    public NewBackup backup(RunContext run) {
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
                name(run),
                plan.description(run),
                run.fact(Chain.FACT).orElseThrow().incremental(),
                plan.force(),
                Optional.ofNullable(plan.container()),
                Optional.ofNullable(plan.availabilityZone()),
                plan.written(),
                run.journal().ownership());
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        boolean begun = run.journal()
                .resource(ResourceKind.BACKUP, name(run))
                .filter(backup -> backup.state() != TrackedResource.State.GONE)
                .isPresent();
        return begun
                ? CreatingBackup.timedOut()
                : Finding.of(
                        "Cinder has not begun the backup of volume "
                                + run.journal().sourceVolume() + " in time",
                        "the last line of the console about it says what it was waited for",
                        "increase `timeout`, or try again when what is under way on the volume has ended");
    }
}
