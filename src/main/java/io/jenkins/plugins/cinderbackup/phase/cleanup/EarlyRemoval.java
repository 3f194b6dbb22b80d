package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.util.List;
import java.util.function.Predicate;

/**
 * Removes some of what a run has made while it goes on, in the way and in the order of {@link Removal}. What a call without an answer has brought goes too; what it
 * may still bring is not waited for, but looked for at the end of the run.
 *
 * @param which is to go; whatever else must be gone before it is among them
 */
public record EarlyRemoval(Predicate<TrackedResource> which) {
    /** Goes on with it; done when nothing of it is there any more. */
    public PhaseStatus advance(RunContext run) {
        if (new Removal(run).advance(which) == PhaseStatus.ACTED) {
            return PhaseStatus.ACTED;
        }
        return left(run).isEmpty() ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    /** What has still to go. */
    public List<TrackedResource> left(RunContext run) {
        return run.journal().resources().stream()
                .filter(which)
                .filter(resource -> resource.isRemovable() && !resource.isAwaited(run.now()))
                .toList();
    }
}
