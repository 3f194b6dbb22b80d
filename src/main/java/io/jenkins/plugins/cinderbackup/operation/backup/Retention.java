package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.phase.storage.ExpiredSnapshots;
import io.jenkins.plugins.cinderbackup.phase.storage.KeepRule;
import io.jenkins.plugins.cinderbackup.phase.storage.KeptSnapshots;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides what stays: marks this run's Cinder snapshot as kept, has those removed that have expired by it, and starts the upkeep of the repository. What is begun
 * here goes on while the clean-up does. The backup is made by now: nothing here makes it undone; and where it is not sound, nothing earlier is removed.
 */
record Retention(BackupPlan plan, Upkeep upkeep) implements Phase {
    static final PhaseId ID = new PhaseId("Retention");

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Optional<TrackedResource> own = ownSnapshot(run);
        KeepRule keep = plan.snapshot().keep();
        if (own.isPresent() && keep.keepsAny() && own.get().state() == State.CREATED) {
            run.storage().keepSnapshot(own.get().id(), new KeepMark(keep.namePrefix(), isSound(run)));
            run.move(own.get(), State.KEPT);
            return PhaseStatus.ACTED;
        }
        if (isSound(run)) {
            ExpiredSnapshots expired = new ExpiredSnapshots(run);
            expired.remove(expired.removable(
                    KeptSnapshots.of(run, run.journal().sourceVolume(), keep).expired()));
        }
        if (upkeep.isWanted(run)) {
            // Begun if its turn in the queue has come; carried on by the clean-up in any case.
            upkeep.goOn(run);
        }
        return PhaseStatus.DONE;
    }

    private Optional<TrackedResource> ownSnapshot(RunContext run) {
        return run.journal()
                .resource(
                        ResourceKind.SNAPSHOT,
                        plan.names().snapshot(run.journal().startedAt()));
    }

    private static boolean isSound(RunContext run) {
        return Soundness.of(run.journal()).isSound();
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of("Old Cinder snapshots could not be looked up in time", "the next backup tries again");
    }
}
