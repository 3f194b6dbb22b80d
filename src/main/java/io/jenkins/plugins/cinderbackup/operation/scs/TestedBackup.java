package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.BackupRequest;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingBackup;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.util.Optional;

/** Has Cinder back the volume up, and looks at what it has made. */
record TestedBackup(ScsTestPlan plan, boolean increment) implements Phase, BackupRequest {
    @Override
    public PhaseId id() {
        return (increment ? TestPart.INCREMENT : TestPart.BACKUP).id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        CreatingBackup creating = new CreatingBackup(this);
        PhaseStatus created = creating.create(run);
        if (created != PhaseStatus.DONE) {
            return created;
        }
        Optional<VolumeBackup> made = creating.await(run);
        made.ifPresent(backup -> judge(run, backup));
        return made.isPresent() ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    private void judge(RunContext run, VolumeBackup backup) {
        if (increment && !backup.incremental()) {
            throw PermanentException.of(
                    "Cinder was asked for an increment, and says that backup " + backup.name() + " (" + backup.id()
                            + ") is a full one.",
                    "ask the cloud's administrator which backup driver this is: not every one makes increments");
        }
        run.note(backup.describe() + " is available");
    }

    @Override
    public String name(RunContext run) {
        return plan.backup(run.journal(), increment);
    }

    @Override
    public NewBackup backup(RunContext run) {
        String volume = run.journal()
                .resource(ResourceKind.VOLUME, plan.volume(run.journal()))
                .orElseThrow()
                .id();
        return new NewBackup(
                volume,
                Optional.empty(),
                name(run),
                CinderDescription.of(run),
                increment,
                false,
                Optional.empty(),
                Optional.empty(),
                RestoreMark.to(ScsTestPlan.restoredEnding(run)),
                run.journal().ownership());
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return CreatingBackup.timedOut();
    }
}
