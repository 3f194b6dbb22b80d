package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has restic write over a volume in use by nobody: looked at right before each of its Jobs, and for as long as restic works, so that a pod that appears ends it; and once
 * more when restic has ended, for one that came since the last look.
 */
record Overwriting(RestorePlan plan, Phase phase) implements PhaseDecorator {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    /** With these restic has written nothing. */
    private static final Set<ResticVerdict> NOT_BEGUN = EnumSet.of(ResticVerdict.LOCKED, ResticVerdict.UNKNOWN_OPTION);

    @Override
    public PhaseStatus advance(RunContext run) {
        try {
            if (!mayGoOn(run)) {
                return PhaseStatus.WAITING;
            }
            PhaseStatus status = phase.advance(run);
            if (status == PhaseStatus.DONE) {
                lookOnceMore(run);
            }
            return status;
        } catch (PermanentException e) {
            throw isHalfWritten(run.journal()) ? unusable(plan, run.journal(), e) : e;
        }
    }

    /**
     * Whether nothing stands in the way.
     *
     * @throws PermanentException if something does that does not pass by itself
     */
    private boolean mayGoOn(RunContext run) {
        List<Invocation> begun = restores(run.journal()).toList();
        Optional<Invocation> next = begun.stream()
                .filter(invocation -> !invocation.isOver() && hasNoJob(invocation, run.journal()))
                .findFirst();
        if (next.isPresent()) {
            return isFree(run, next.get(), begun.size() > 1);
        }
        if (run.isDue("Pods of the target", LOOK_AGAIN_AFTER)) {
            refuse(InPlace.podsUsing(plan, run, List.of()));
        }
        return true;
    }

    /** @param again whether a Job of ours has had the volume before, of which the node may still have to let it go */
    private boolean isFree(RunContext run, Invocation next, boolean again) {
        SourceClaim claim = run.fact(InPlace.CLAIM).orElseThrow();
        if (!again) {
            refuse(InPlace.inUse(plan, run, claim));
            return true;
        }
        InPlace.refuseAnotherVolume(plan, run, claim);
        refuse(InPlace.podsUsing(plan, run, List.of()));
        List<Finding> state = InPlace.notAtRest(plan, run, claim);
        Instant end =
                run.deadline("Volume before " + next.job(), plan.patience().limit());
        if (!run.now().isBefore(end)) {
            refuse(state);
        }
        return state.isEmpty();
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new PermanentException(findings, null);
        }
    }

    /** All files are there; but nobody knows whether this pod came before the last of them, or a PVC that was made anew meanwhile has another volume. */
    private void lookOnceMore(RunContext run) {
        InPlace.refuseAnotherVolume(plan, run, run.fact(InPlace.CLAIM).orElseThrow());
        List<String> pods = InPlace.pods(plan, run, List.of());
        if (!pods.isEmpty()) {
            run.warn(
                    plan.describeSubject() + " was given to " + String.join(", ", pods)
                            + " while restic was writing, or right after: start what runs there again, for it may have read files of two times.");
        }
    }

    /** Whether nobody knows what is on the volume: restic may have written to it, and has not said that it ended well. */
    static boolean isHalfWritten(RunJournal journal) {
        return journal.facts().get(RestoreGoal.RESTORED).isEmpty()
                && restores(journal).anyMatch(invocation -> mayHaveWritten(invocation, journal));
    }

    private static boolean mayHaveWritten(Invocation invocation, RunJournal journal) {
        boolean notBegun = invocation.isOver()
                ? NOT_BEGUN.contains(invocation.verdict())
                : journal.facts().get(RestoreGoal.UNTOUCHED).isPresent();
        return !notBegun && !hasNoJob(invocation, journal);
    }

    private static Stream<Invocation> restores(RunJournal journal) {
        return Invocations.of(journal).all().stream().filter(invocation -> invocation.kind() == Kind.RESTORE);
    }

    /** Whether its Job has certainly never been there. A call without an answer may have made it, whatever became of a later one. */
    private static boolean hasNoJob(Invocation invocation, RunJournal journal) {
        return journal.resources().stream()
                .filter(resource ->
                        resource.kind() == ResourceKind.JOB && resource.name().equals(invocation.job()))
                .allMatch(TrackedResource::isRefused);
    }

    /** The failure that has left the volume so, and after it what leads back. */
    static PermanentException unusable(RestorePlan plan, RunJournal journal, PermanentException failure) {
        return WayBack.after(
                failure,
                Finding.of(halfWritten(plan, journal), "restore again, or bring the volume back from that snapshot"));
    }

    /** What a user has to know of a volume on which restic was not allowed to end. */
    static String halfWritten(RestorePlan plan, RunJournal journal) {
        return plan.describeSubject() + " may be restored in part: do not use it. " + WayBack.sentence(plan, journal);
    }
}
