package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Removes all that the run has created and does not keep, after success, failure and abort alike. Meanwhile it goes on
 * with the upkeep of the repository, which needs the Secret and nothing else, and awaits what becomes of the expired snapshots of earlier runs.
 */
public final class Cleanup implements Phase {
    private static final Duration EXPIRED_LIMIT = Duration.ofMinutes(1);

    @Override
    public PhaseName name() {
        return PhaseName.CLEANUP;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus upkeep = upkeep(run);
        boolean goesOn = upkeep != PhaseStatus.DONE;
        PhaseStatus removal = removal(run, resource -> !(goesOn && isNeededByUpkeep(resource)));
        PhaseStatus expired = expired(run);
        if (upkeep == PhaseStatus.ACTED || removal == PhaseStatus.ACTED) {
            return PhaseStatus.ACTED;
        }
        if (goesOn) {
            return PhaseStatus.WAITING;
        }
        return removal == PhaseStatus.DONE && expired == PhaseStatus.DONE
                        || Removal.isForTheBackground(run)
                        || isPast(run)
                ? PhaseStatus.DONE
                : PhaseStatus.WAITING;
    }

    /** What has become of the expired snapshots that were asked to go. They are not this run's: it waits for none long, and a failed look is no trouble. */
    private static PhaseStatus expired(RunContext run) {
        ExpiredSnapshots expired = new ExpiredSnapshots(run);
        if (!expired.isUnderWay() || !run.now().isBefore(run.deadline("Expired snapshots", EXPIRED_LIMIT))) {
            return PhaseStatus.DONE;
        }
        try {
            return expired.await();
        } catch (TransientException | PermanentException e) {
            return PhaseStatus.WAITING;
        }
    }

    private static PhaseStatus removal(RunContext run, Predicate<TrackedResource> allowed) {
        try {
            return new Removal(run).advance(allowed);
        } catch (TransientException e) {
            if (isPast(run)) {
                return PhaseStatus.WAITING;
            }
            throw e;
        }
    }

    private static PhaseStatus upkeep(RunContext run) {
        try {
            return Upkeep.isWanted(run) ? Upkeep.advance(run) : PhaseStatus.DONE;
        } catch (TransientException e) {
            // It has a limit of its own; the removal must not wait for it.
            if (!e.isInterruption() && run.isDue("Upkeep line " + e.getMessage(), Duration.ofMinutes(5))) {
                run.tell(new RunEvent.Note("Trying again: " + e.getMessage()));
            }
            return PhaseStatus.WAITING;
        }
    }

    private static boolean isNeededByUpkeep(TrackedResource resource) {
        return resource.kind() == ResourceKind.REPOSITORY_JOB || resource.kind() == ResourceKind.SECRET;
    }

    private static boolean isPast(RunContext run) {
        Instant end = run.journal().deadline(RunEngine.ABORT).orElseGet(run::removalDeadline);
        return !run.now().isBefore(end);
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return plan.cleanupTimeout();
    }

    /** Never told: what is not removed in time is named in the report. */
    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of("Cleanup timed out", "increase `cleanup.timeout`");
    }
}
