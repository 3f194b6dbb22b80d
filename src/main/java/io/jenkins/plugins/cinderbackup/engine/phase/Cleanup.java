package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupEngine;
import io.jenkins.plugins.cinderbackup.engine.BackupEvent;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.ResourceKind;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.TrackedResource;
import io.jenkins.plugins.cinderbackup.engine.TransientException;
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
    public Step advance(BackupRun run) {
        Step upkeep = upkeep(run);
        boolean goesOn = upkeep != Step.DONE;
        Step removal = removal(run, resource -> !(goesOn && isNeededByUpkeep(resource)));
        Step expired = expired(run);
        if (upkeep == Step.ACTED || removal == Step.ACTED) {
            return Step.ACTED;
        }
        if (goesOn) {
            return Step.WAITING;
        }
        return removal == Step.DONE && expired == Step.DONE || Removal.isForTheBackground(run) || isPast(run)
                ? Step.DONE
                : Step.WAITING;
    }

    /** What has become of the expired snapshots that were asked to go. They are not this run's: it waits for none long, and a failed look is no trouble. */
    private static Step expired(BackupRun run) {
        ExpiredSnapshots expired = new ExpiredSnapshots(run);
        if (!expired.isUnderWay() || !run.now().isBefore(run.deadline("Expired snapshots", EXPIRED_LIMIT))) {
            return Step.DONE;
        }
        try {
            return expired.await();
        } catch (TransientException | PermanentException e) {
            return Step.WAITING;
        }
    }

    private static Step removal(BackupRun run, Predicate<TrackedResource> allowed) {
        try {
            return new Removal(run).advance(allowed);
        } catch (TransientException e) {
            if (isPast(run)) {
                return Step.WAITING;
            }
            throw e;
        }
    }

    private static Step upkeep(BackupRun run) {
        try {
            return Upkeep.isWanted(run) ? Upkeep.advance(run) : Step.DONE;
        } catch (TransientException e) {
            // It has a limit of its own; the removal must not wait for it.
            if (!e.isInterruption() && run.isDue("Upkeep line " + e.getMessage(), Duration.ofMinutes(5))) {
                run.tell(new BackupEvent.Note("Trying again: " + e.getMessage()));
            }
            return Step.WAITING;
        }
    }

    private static boolean isNeededByUpkeep(TrackedResource resource) {
        return resource.kind() == ResourceKind.REPOSITORY_JOB || resource.kind() == ResourceKind.SECRET;
    }

    private static boolean isPast(BackupRun run) {
        Instant end = run.journal().deadline(BackupEngine.ABORT).orElseGet(run::removalDeadline);
        return !run.now().isBefore(end);
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return plan.cleanupTimeout();
    }

    /** Never told: what is not removed in time is named in the report. */
    @Override
    public Finding timedOut(BackupRun run) {
        return Finding.of("Cleanup timed out", "increase `cleanup.timeout`");
    }
}
