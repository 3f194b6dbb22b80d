package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import java.time.Duration;

/**
 * One restore after the other: two that begin together would both find the volume free, and write to it at once. Whoever is first has it until its end. Asked each time, for
 * after a restart the queue has forgotten everybody.
 */
record AloneOnVolume(RestorePlan plan, Phase phase) implements PhaseDecorator {
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);

    @Override
    public PhaseStatus advance(RunContext run) {
        int ahead = run.queue()
                .enter(
                        queue(run.fact(InPlace.CLAIM).orElseThrow().volumeId()),
                        run.journal().run(),
                        true);
        if (ahead == 0) {
            return phase.advance(run);
        }
        if (run.isDue("Queue line of the volume", TOLD_AGAIN_AFTER)) {
            run.tell(new RunEvent.Note("Waiting for the volume of " + plan.describeSubject() + ": " + ahead
                    + " of this controller's restores into it ahead"));
        }
        return PhaseStatus.QUEUED;
    }

    private static String queue(String volumeId) {
        return "volume " + volumeId;
    }
}
