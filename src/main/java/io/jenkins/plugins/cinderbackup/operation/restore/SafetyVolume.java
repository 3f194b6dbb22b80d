package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.VolumeRequest;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a copy of a volume before it is reverted, and keeps it: the way back. A snapshot would not do, since it would be the newest of the volume, and Cinder reverts to
 * none but the newest. Nothing of ours removes it; that is the user's to do.
 */
record SafetyVolume(RestorePlan plan) implements PhaseDecorator, VolumeRequest {
    @Override
    public Phase phase() {
        return new CreatingVolume(this, plan.patience());
    }

    /** The copy of a run, once it is asked for. */
    static Optional<TrackedResource> of(RestorePlan plan, RunJournal journal) {
        return journal.resource(ResourceKind.VOLUME, plan.namesBefore().snapshot(journal.startedAt()));
    }

    @Override
    public String name(RunContext run) {
        return plan.namesBefore().snapshot(run.journal().startedAt());
    }

    @Override
    public NewVolume volume(RunContext run) {
        Volume source = InPlace.volume(plan, run, run.fact(InPlace.CLAIM).orElseThrow());
        return new NewVolume(
                Optional.empty(),
                Optional.of(source.id()),
                name(run),
                CinderDescription.of(run),
                source.sizeGiB(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                run.journal().ownership());
    }

    @Override
    public String label() {
        return "Copy of the volume as it is now,";
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus created = phase().advance(run);
        if (created != PhaseStatus.DONE) {
            return created;
        }
        TrackedResource copy = of(plan, run.journal()).orElseThrow();
        if (copy.isToStay()) {
            return PhaseStatus.DONE;
        }
        KeepMarks.mark(run, copy);
        return PhaseStatus.ACTED;
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The copy of the volume as it is now was not made in time",
                "increase `" + plan.patience().setting() + "` where the back end copies the data",
                "check the Cinder service's health and the back end's free space");
    }
}
