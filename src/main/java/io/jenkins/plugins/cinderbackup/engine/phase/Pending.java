package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks, by reading only, that a run can come to its end: all that is wrong is said at once, before anything is created. Then waits until it is
 * the run's turn to create.
 */
public final class Pending implements Phase {
    /** Longer than any night of backups, shorter than the time to the next one. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(24);

    private static final String QUEUE = "Queue to create";

    @Override
    public PhaseName name() {
        return PhaseName.PENDING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus checked =
                run.journal().volumeId() == null || run.plan().dryRun() ? new Checks(run).advance() : PhaseStatus.DONE;
        return checked != PhaseStatus.DONE || run.plan().dryRun() ? checked : awaitTurn(run);
    }

    private static PhaseStatus awaitTurn(RunContext run) {
        int place = run.creations().ahead(run.journal().run());
        if (place == 0) {
            run.turnHasCome();
            return PhaseStatus.DONE;
        }
        Duration waited = Duration.between(run.journal().startedAt(), run.now());
        Instant end = run.deadline(QUEUE, LONGEST_QUEUE);
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The backup waited " + waited.toSeconds() + " s for its turn to create in cloud "
                            + run.plan().cloud() + "; " + place + " of this controller's backups are still ahead.",
                    "spread the backups over the day, or raise the cloud's `maxConcurrentCreations`");
        }
        if (run.isDue(QUEUE, Heartbeat.interval(waited))) {
            run.tell(new RunEvent.Note("Waiting to create in cloud "
                    + run.plan().cloud() + ": place " + place + " in the queue of this controller's backups"));
        }
        return PhaseStatus.QUEUED;
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The checks before the backup could not be made",
                "check that OpenStack and Kubernetes can be reached from the Jenkins controller");
    }
}
