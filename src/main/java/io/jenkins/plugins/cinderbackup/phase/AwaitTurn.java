package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until it is the run's turn to create in its cloud.
 *
 * @param cloud the cloud as the user knows it
 */
public record AwaitTurn(String cloud) {
    /** Longer than any night of backups, shorter than the time to the next one. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(24);

    private static final String QUEUE = "Queue to create";

    PhaseStatus advance(RunContext run) {
        int place = run.creations().ahead(run.journal().run());
        if (place == 0) {
            run.turnHasCome();
            return PhaseStatus.DONE;
        }
        Duration waited = Duration.between(run.journal().startedAt(), run.now());
        Instant end = run.deadline(QUEUE, LONGEST_QUEUE);
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The " + run.journal().operation() + " waited " + waited.toSeconds()
                            + " s for its turn to create in cloud " + cloud + "; " + place
                            + " of this controller's backups are still ahead.",
                    "spread the backups over the day, or raise the cloud's `maxConcurrentCreations`");
        }
        if (run.isDue(QUEUE, Heartbeat.interval(waited))) {
            run.tell(new RunEvent.Note("Waiting to create in cloud " + cloud + ": place " + place
                    + " in the queue of this controller's backups"));
        }
        return PhaseStatus.QUEUED;
    }
}
