package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Companion;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.List;

/**
 * Looks what has become of the expired snapshots that were asked to go. They are not this run's: it waits for none long, and a failed look is no
 * failure.
 */
public final class AwaitExpired implements Companion {
    @Override
    public PhaseStatus advance(RunContext run) {
        ExpiredSnapshots expired = new ExpiredSnapshots(run);
        if (!expired.isUnderWay() || !run.now().isBefore(run.deadline("Expired snapshots", limit()))) {
            return PhaseStatus.DONE;
        }
        try {
            return expired.await();
        } catch (TransientException | PermanentException e) {
            return PhaseStatus.WAITING;
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean needs(TrackedResource resource) {
        return false;
    }

    @Override
    public boolean holdsTheRun() {
        return false;
    }

    @Override
    public List<String> unfinished(RunContext run) {
        return run.fact(RequestedDeletions.FACT).orElse(RequestedDeletions.NONE).awaited().stream()
                .map(snapshot -> snapshot.describe() + " is still being deleted")
                .toList();
    }
}
