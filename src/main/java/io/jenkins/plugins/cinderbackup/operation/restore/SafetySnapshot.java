package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import java.util.Optional;

/**
 * Takes a snapshot of a volume before it is written over, and keeps it: the way back from a restore that fails, or from one of the wrong backup. No retention
 * removes it, since no backup may have its prefix; that is the user's to do.
 */
record SafetySnapshot(RestorePlan plan) implements PhaseDecorator {
    @Override
    public Phase phase() {
        return new CreatingSnapshot(plan.namesBefore(), false, plan.patience());
    }

    /** The snapshot of a run, once it is asked for. */
    static Optional<TrackedResource> of(RestorePlan plan, RunJournal journal) {
        return journal.resource(ResourceKind.SNAPSHOT, plan.namesBefore().snapshot(journal.startedAt()));
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus created = phase().advance(run);
        if (created != PhaseStatus.DONE) {
            return created;
        }
        TrackedResource snapshot = of(plan, run.journal()).orElseThrow();
        if (snapshot.isToStay()) {
            return PhaseStatus.DONE;
        }
        run.storage().keepSnapshot(snapshot.id(), new KeepMark(KeepMark.BEFORE_RESTORE, true));
        run.move(snapshot, State.KEPT);
        return PhaseStatus.ACTED;
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The snapshot of the volume as it is now was not made in time",
                "increase `" + plan.patience().setting() + "`",
                "check the Cinder service's health");
    }
}
