package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;

/**
 * Has restic write over a volume in use by nobody: looked at again right before, and for as long as restic works, so that a pod that appears ends it; and once more
 * when restic has ended, for one that came since the last look.
 */
record Overwriting(RestorePlan plan, Phase phase) implements PhaseDecorator {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    @Override
    public PhaseStatus advance(RunContext run) {
        boolean begun = Invocations.of(run.journal()).hasBegun(Kind.RESTORE);
        try {
            refuseIfInUse(run, begun);
            PhaseStatus status = phase.advance(run);
            if (status == PhaseStatus.DONE) {
                lookOnceMore(run);
            }
            return status;
        } catch (PermanentException e) {
            throw begun && isHalfWritten(run.journal())
                    ? WayBack.after(
                            e,
                            Finding.of(
                                    halfWritten(plan, run.journal()),
                                    "restore again, or bring the volume back from that snapshot"))
                    : e;
        }
    }

    private void refuseIfInUse(RunContext run, boolean begun) {
        List<Finding> findings = List.of();
        if (!begun) {
            findings = InPlace.inUse(plan, run, run.fact(InPlace.CLAIM).orElseThrow());
        } else if (run.isDue("Pods of the target", LOOK_AGAIN_AFTER)) {
            findings = InPlace.podsUsing(plan, run, List.of());
        }
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

    /** Whether nobody knows what is on the volume: restic was to write to it, and has not said that it ended well. */
    static boolean isHalfWritten(RunJournal journal) {
        return Invocations.of(journal).hasBegun(Kind.RESTORE)
                && journal.facts().get(RestoreGoal.RESTORED).isEmpty()
                && journal.facts().get(RestoreGoal.UNTOUCHED).isEmpty();
    }

    /** What a user has to know of a volume on which restic was not allowed to end. */
    static String halfWritten(RestorePlan plan, RunJournal journal) {
        return plan.describeSubject() + " may be restored in part: do not use it. " + WayBack.sentence(plan, journal);
    }
}
