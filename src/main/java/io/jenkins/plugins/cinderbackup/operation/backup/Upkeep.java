package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Companion;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticTask;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left to do in the repository once the backup is made: begun by one phase and carried on by the next. It may fail, but the backup counts.
 *
 * <ul>
 * <li>After a sound backup the retention policy is applied, to sound backups only.
 * <li>One that is not sound is set apart, so that it counts in no policy instead of a sound one, and what was set apart is kept no longer than if it
 * were sound.
 * <li>A snapshot of nothing is removed.
 * <li>What a run has left of which nobody knows what it is worth, since the run was aborted or its controller killed, is set apart first.
 * </ul>
 */
record Upkeep(BackupPlan plan) implements Companion {
    /** Whether there is any. */
    boolean isWanted(RunContext run) {
        return run.fact(BackupFacts.RETENTION_FAILED).isEmpty()
                && run.journal().abortedBecause().isEmpty()
                && !goals(run).isEmpty();
    }

    /** What is to be done, in this order; none of it is done twice. */
    private List<Kind> goals(RunContext run) {
        if (run.fact(BackupFacts.EMPTY_SNAPSHOT).isPresent()) {
            return List.of(Kind.FORGET_EMPTY);
        }
        Soundness soundness = Soundness.of(run.journal());
        if (soundness == Soundness.NONE) {
            return List.of();
        }
        List<Kind> goals = new ArrayList<>();
        boolean sound = soundness.isSound();
        BackupPlan.Guard earlier = plan.guard();
        boolean retains = !plan.retention().isEmpty();
        if (!sound || !earlier.unsettled().isEmpty()) {
            goals.add(Kind.SET_APART);
        }
        if (!sound) {
            goals.add(Kind.FIND);
        }
        if (sound && retains) {
            goals.add(Kind.FORGET);
        }
        if (retains && (goals.contains(Kind.SET_APART) || earlier.unsoundLeft())) {
            goals.add(Kind.FORGET_UNSOUND);
        }
        return goals;
    }

    /** The removal must not wait for it: it has a limit of its own. */
    @Override
    public PhaseStatus advance(RunContext run) {
        try {
            return isWanted(run) ? goOn(run) : PhaseStatus.DONE;
        } catch (TransientException e) {
            if (!e.isInterruption() && run.isDue("Upkeep line " + e.getMessage(), Duration.ofMinutes(5))) {
                run.tell(new RunEvent.Note("Trying again: " + e.getMessage()));
            }
            return PhaseStatus.WAITING;
        }
    }

    /** Goes on with it; done when all has ended, well or not, at the latest when its limit has passed. */
    PhaseStatus goOn(RunContext run) {
        // Asked first, so that it runs also while calls fail.
        boolean late = !run.now().isBefore(run.deadline("Upkeep", limit()));
        Optional<ResticTask> next = goals(run).stream()
                .map(kind -> new ResticTask(new UpkeepGoal(plan, kind), plan.restic(), run))
                .filter(task -> !task.isReached())
                .findFirst();
        if (next.isEmpty()) {
            leaveQueue(run);
            return PhaseStatus.DONE;
        }
        try {
            PhaseStatus status = next.get().advance();
            return late && status == PhaseStatus.WAITING ? failed(next.get().kind(), run, "it took too long.") : status;
        } catch (TransientException e) {
            if (!late) {
                throw e;
            }
            return failed(next.get().kind(), run, "it took too long. The last call failed: " + e.getMessage());
        } catch (PermanentException e) {
            return failed(next.get().kind(), run, e.getMessage());
        }
    }

    private PhaseStatus failed(Kind goal, RunContext run, String why) {
        switch (goal) {
            case FORGET, FORGET_UNSOUND -> retentionFailed(run, "Retention failed: " + why);
            case FORGET_EMPTY ->
                retentionFailed(
                        run,
                        "restic snapshot "
                                + run.fact(BackupFacts.EMPTY_SNAPSHOT).orElseThrow()
                                + ", which is one of nothing, could not be removed from the repository; the next backup sets it apart: "
                                + why);
            default ->
                retentionFailed(
                        run,
                        "A backup that is not sound could not be set apart, so nothing was removed; the next backup tries again: "
                                + why);
        }
        leaveQueue(run);
        return PhaseStatus.DONE;
    }

    /** It is not begun again. Written down with the warning. */
    private static void retentionFailed(RunContext run, String text) {
        run.journal().facts().put(BackupFacts.RETENTION_FAILED, true);
        run.warn(text);
    }

    private void leaveQueue(RunContext run) {
        run.queue().leave(plan.repository().key(), run.journal().run());
    }

    @Override
    public Duration limit() {
        return plan.restic().limit();
    }

    /** It needs the Secret and its Job, and nothing else. */
    @Override
    public boolean needs(TrackedResource resource) {
        return resource.kind() == ResourceKind.REPOSITORY_JOB || resource.kind() == ResourceKind.SECRET;
    }

    @Override
    public boolean holdsTheRun() {
        return true;
    }

    @Override
    public List<String> unfinished(RunContext run) {
        return List.of();
    }
}
