package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import java.time.Duration;

/**
 * One restore after the other: two that begin together would both find the volume free, and write to it at once. Whoever is first has it until its end. Asked each time, for
 * after a restart the queue has forgotten everybody; who had it goes on.
 */
record AloneOnVolume(RestorePlan plan, Phase phase) implements PhaseDecorator {
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);

    @Override
    public PhaseStatus advance(RunContext run) {
        SourceClaim claim = run.fact(InPlace.CLAIM).orElseThrow();
        if (!id().equals(FindingBackup.ID)) {
            // None comes to a later phase before it has the volume
            run.queue().goOn(queue(claim), run.journal().run());
            return phase.advance(run);
        }
        int ahead = ahead(run, claim);
        if (ahead == 0) {
            return phase.advance(run);
        }
        if (run.journal().resources().isEmpty()) {
            // Its own time begins when its turn comes: so far nothing is made that says how long it may live
            run.turnHasCome();
        }
        if (run.isDue("Queue line of the volume", TOLD_AGAIN_AFTER)) {
            run.tell(new RunEvent.Note("Waiting for the volume of " + plan.describeSubject() + ": " + ahead
                    + " of this controller's restores into it ahead"));
        }
        return PhaseStatus.QUEUED;
    }

    /** How many are to end before the run's turn comes. It keeps its place in the queue. */
    static int ahead(RunContext run, SourceClaim claim) {
        return run.queue().enter(queue(claim), run.journal().run(), true);
    }

    private static String queue(SourceClaim claim) {
        return "volume " + claim.volumeId();
    }
}
