package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.OverwrittenVolume;
import io.jenkins.plugins.cinderbackup.phase.OverwrittenVolume.State;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has Cinder write the backup over the volume, and awaits it. What was written on the volume is put back in the end, whatever becomes of the run: Cinder replaces it. The
 * request is written down before it is made; one without an answer is made again only where Cinder has certainly not begun.
 */
record RestoringOver(VolumeRestorePlan plan) implements Phase {
    /** How long a request without an answer is looked for before it is made again. */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(30);

    @Override
    public PhaseId id() {
        return VolumeRestoreOperation.RESTORING;
    }

    @Override
    public boolean needsTurn() {
        return true;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Optional<OverwrittenVolume> known = run.fact(OverwrittenVolume.FACT);
        if (known.isEmpty()) {
            return prepare(run);
        }
        return switch (known.get().state()) {
            case PREPARED, MARKING -> ask(run, known.get());
            case ASKED, ACCEPTED -> await(run, known.get());
            case DONE -> PhaseStatus.DONE;
        };
    }

    private PhaseStatus prepare(RunContext run) {
        Volume volume = freeVolume(run);
        run.together(() -> {
            run.adopt(ResourceKind.VOLUME_METADATA, volume.name(), volume.id());
            run.found(OverwrittenVolume.FACT, OverwrittenVolume.of(volume, run.now()));
            return volume;
        });
        return PhaseStatus.ACTED;
    }

    /** @throws PermanentException if it has got into use since the checks, or into another state */
    private Volume freeVolume(RunContext run) {
        Volume volume = OverwritableVolume.look(run, plan);
        List<Finding> obstacles =
                OverwritableVolume.obstacles(volume, backup(run).sizeGiB());
        if (!obstacles.isEmpty()) {
            throw new PermanentException(obstacles, null);
        }
        return volume;
    }

    private static RestoredBackup backup(RunContext run) {
        return run.fact(RestoredBackup.FACT).orElseThrow();
    }

    private PhaseStatus ask(RunContext run, OverwrittenVolume before) {
        mark(run, before);
        // Our own change makes this look a new one
        freeVolume(run);
        OverwrittenVolume asked = before.in(State.ASKED, run.now());
        try {
            run.found(OverwrittenVolume.FACT, asked);
        } catch (PermanentException e) {
            // What cannot be written down is not asked for
            run.journal().facts().put(OverwrittenVolume.FACT, before);
            throw e;
        }
        try {
            run.backups().restoreOver(backup(run).id(), plan.volumeId());
        } catch (PermanentException e) {
            // What an earlier request without an answer may still do, the refusal of this one does not end
            run.found(OverwrittenVolume.FACT, before);
            throw e;
        } catch (TransientException e) {
            run.found(OverwrittenVolume.FACT, e.mayTakeEffect() ? asked.in(State.ASKED, run.now()) : before);
            throw e;
        }
        run.found(OverwrittenVolume.FACT, asked.in(State.ACCEPTED, run.now()));
        return PhaseStatus.ACTED;
    }

    private void mark(RunContext run, OverwrittenVolume before) {
        try {
            run.backups()
                    .rewriteMetadata(
                            plan.volumeId(), before.marked(run.journal().run()), null);
        } catch (TransientException e) {
            if (e.mayTakeEffect() && !before.isOpen()) {
                run.found(OverwrittenVolume.FACT, before.in(State.MARKING, run.now()));
            }
            throw e;
        }
    }

    private PhaseStatus await(RunContext run, OverwrittenVolume overwritten) {
        Volume volume = run.storage()
                .volume(plan.volumeId())
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + plan.volumeId() + " disappeared while the backup was written over it.",
                        "find out who deletes volumes in this project"));
        if (StorageState.isFailed(volume.status())) {
            throw RestoreTrouble.of(run, volume);
        }
        if (!StorageState.isAtRest(volume.status())) {
            if (overwritten.state() == State.ASKED && volume.status().equals(StorageState.RESTORING)) {
                run.found(OverwrittenVolume.FACT, overwritten.in(State.ACCEPTED, run.now()));
            }
            RestoreTrouble.tellThatItGoesOn(run);
            return PhaseStatus.WAITING;
        }
        if (isWritten(run, overwritten, volume)) {
            return run.together(() -> {
                run.found(OverwrittenVolume.FACT, overwritten.in(State.DONE, run.now()));
                RestoredVolume.found(run, volume);
                return PhaseStatus.ACTED;
            });
        }
        boolean again = overwritten.state() == State.ASKED && hasPassed(run, overwritten, LOOKED_FOR);
        return again ? ask(run, overwritten) : PhaseStatus.WAITING;
    }

    /** Where the backup has no metadata, Cinder replaces none. */
    private static boolean isWritten(RunContext run, OverwrittenVolume overwritten, Volume volume) {
        return OverwrittenVolume.isReplaced(volume)
                || overwritten.state() == State.ACCEPTED && hasPassed(run, overwritten, OverwrittenVolume.LAG);
    }

    private static boolean hasPassed(RunContext run, OverwrittenVolume overwritten, Duration time) {
        return !run.now().isBefore(overwritten.since().plus(time));
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return RestoreTrouble.timedOut();
    }
}
