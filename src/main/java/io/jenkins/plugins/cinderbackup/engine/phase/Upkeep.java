package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.Soundness;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Instant;
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
final class Upkeep {
    private Upkeep() {}

    /** Whether there is any. */
    static boolean isWanted(RunContext run) {
        return !run.journal().retentionFailed()
                && run.journal().abortedBecause().isEmpty()
                && !goals(run).isEmpty();
    }

    /** What is to be done, in this order; none of it is done twice. */
    private static List<Kind> goals(RunContext run) {
        RunJournal journal = run.journal();
        if (journal.emptySnapshot().isPresent()) {
            return List.of(Kind.FORGET_EMPTY);
        }
        if (journal.soundness() == Soundness.NONE) {
            return List.of();
        }
        List<Kind> goals = new ArrayList<>();
        boolean sound = journal.soundness().isSound();
        BackupPlan.Guard earlier = run.plan().guard();
        boolean retains = !run.plan().retention().isEmpty();
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

    /** Goes on with it; done when all has ended, well or not, at the latest when its limit has passed. */
    static PhaseStatus advance(RunContext run) {
        // Asked first, so that it runs also while calls fail.
        Instant end = run.deadline("Upkeep", new Backup().limit(run.plan()));
        Optional<Kind> next = goals(run).stream()
                .filter(goal -> !new ResticTask(goal, run).isReached())
                .findFirst();
        if (next.isEmpty()) {
            run.queue().leave(run.repositoryKey(), run.journal().run());
            return PhaseStatus.DONE;
        }
        try {
            return new ResticTask(next.get(), run).advance();
        } catch (TransientException e) {
            if (run.now().isBefore(end)) {
                throw e;
            }
            return failed(next.get(), run, "it took too long. The last call failed: " + e.getMessage());
        } catch (PermanentException e) {
            return failed(next.get(), run, e.getMessage());
        }
    }

    private static PhaseStatus failed(Kind goal, RunContext run, String why) {
        switch (goal) {
            case FORGET, FORGET_UNSOUND -> run.retentionFailed("Retention failed: " + why);
            case FORGET_EMPTY ->
                run.retentionFailed(
                        "restic snapshot " + run.journal().emptySnapshot().orElseThrow()
                                + ", which is one of nothing, could not be removed from the repository; the next backup sets it apart: "
                                + why);
            default ->
                run.retentionFailed(
                        "A backup that is not sound could not be set apart, so nothing was removed; the next backup tries again: "
                                + why);
        }
        run.queue().leave(run.repositoryKey(), run.journal().run());
        return PhaseStatus.DONE;
    }
}
