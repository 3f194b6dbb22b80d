package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides what stays: marks this run's Cinder snapshot as kept, has those removed that have expired by it, and starts the upkeep of the repository. What is begun
 * here goes on while the clean-up does. The backup is made by now: nothing here makes it undone; and where it is not sound, nothing earlier is removed.
 */
public final class Retention implements Phase {
    @Override
    public PhaseName name() {
        return PhaseName.RETENTION;
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Optional<TrackedResource> own = ownSnapshot(run);
        if (own.isPresent() && run.plan().snapshot().keepsAny() && own.get().state() == State.CREATED) {
            run.storage()
                    .keepSnapshot(
                            own.get().id(), new KeepMark(run.plan().snapshot().namePrefix(), isSound(run)));
            run.move(own.get(), State.KEPT);
            return PhaseStatus.ACTED;
        }
        if (isSound(run)) {
            ExpiredSnapshots expired = new ExpiredSnapshots(run);
            expired.remove(expired.removable(
                    KeptSnapshots.of(run, run.journal().volumeId()).expired()));
        }
        if (Upkeep.isWanted(run)) {
            // Begun if its turn in the queue has come; carried on by the clean-up in any case.
            Upkeep.advance(run);
        }
        return PhaseStatus.DONE;
    }

    private static Optional<TrackedResource> ownSnapshot(RunContext run) {
        return run.journal().resource(ResourceKind.SNAPSHOT);
    }

    private static boolean isSound(RunContext run) {
        return run.journal().soundness().isSound();
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of("Old Cinder snapshots could not be looked up in time", "the next backup tries again");
    }
}
