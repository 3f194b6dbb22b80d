package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Has restic write over a volume in use by nobody: looked at again right before, and for as long as restic works, so that a pod that appears ends it; and once more
 * when restic has ended, for one that came since the last look.
 */
record Overwriting(RestorePlan plan, Phase restore) implements Phase {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    @Override
    public PhaseId id() {
        return restore.id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        boolean begun = Invocations.of(run.journal()).hasBegun(Kind.RESTORE);
        try {
            refuseIfInUse(run, begun);
            PhaseStatus status = restore.advance(run);
            if (status == PhaseStatus.DONE) {
                lookOnceMore(run);
            }
            return status;
        } catch (PermanentException e) {
            throw begun && isHalfWritten(run.journal()) ? withWayBack(e, run) : e;
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

    /** All files are there; but nobody knows whether this pod came before the last of them. */
    private void lookOnceMore(RunContext run) {
        List<String> pods = InPlace.pods(plan, run, List.of());
        if (!pods.isEmpty()) {
            run.warn(
                    plan.describeSubject() + " was given to " + String.join(", ", pods)
                            + " while restic was writing, or right after: start what runs there again, for it may have read files of two times.");
        }
    }

    private PermanentException withWayBack(PermanentException e, RunContext run) {
        List<Finding> findings = new ArrayList<>(e.findings());
        findings.add(Finding.of(
                halfWritten(plan, run.journal()), "restore again, or bring the volume back from that snapshot"));
        return new PermanentException(findings, e);
    }

    /** Whether nobody knows what is on the volume: restic was to write to it, and has not said that it ended well. */
    static boolean isHalfWritten(RunJournal journal) {
        return Invocations.of(journal).hasBegun(Kind.RESTORE)
                && journal.facts().get(RestoreGoal.RESTORED).isEmpty()
                && journal.facts().get(RestoreGoal.UNTOUCHED).isEmpty();
    }

    /** What a user has to know of a volume on which restic was not allowed to end. The workloads are scaled back all the same: they are not ours to stop for good. */
    static String halfWritten(RestorePlan plan, RunJournal journal) {
        return plan.describeSubject()
                + " may be restored in part: do not use it. What it was before is Cinder snapshot "
                + SafetySnapshot.of(plan, journal)
                        .map(snapshot -> snapshot.name() + " (" + snapshot.id() + ")")
                        .orElse("(none)")
                + "."
                + (plan.scaleDown().isEmpty()
                        ? ""
                        : " What was scaled to 0 is scaled back all the same, so that it starts on this volume: "
                                + plan.scaleDown().stream()
                                        .map(Workload::describe)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    @Override
    public Duration limit() {
        return restore.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return restore.timedOut(run);
    }
}
