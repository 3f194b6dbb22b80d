package io.jenkins.plugins.cinderbackup.phase;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks whether a run can come to its end, before it creates anything. All that is wrong is said at once; what passes by itself, such as a volume
 * on its way from one node to another, is waited for, but for a dry run. Then waits until it is the run's turn to create.
 *
 * @param checks in this order; a later one uses what an earlier one has found
 * @param patience how long what passes by itself is waited for
 * @param turn how the run's turn to create is awaited, or null where it creates nothing in a cloud
 */
public record Checks(
        List<Check> checks, Patience patience, @CheckForNull AwaitTurn turn) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("Pending");
    /** Whether the checks have passed, so that only the turn is awaited. */
    public static final Fact<Boolean> PASSED = new Fact<>("checksPassed", Boolean.class);

    private static final String WAIT = "Wait before the snapshot";

    public Checks {
        checks = List.copyOf(checks);
    }

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        boolean passed = run.fact(PASSED).isPresent();
        PhaseStatus checked = passed ? PhaseStatus.DONE : check(run);
        return checked != PhaseStatus.DONE || turn == null || run.plan().dryRun() ? checked : turn.advance(run);
    }

    /** @throws PermanentException with all that is wrong */
    private PhaseStatus check(RunContext run) {
        CheckRound round = new CheckRound(run);
        checks.forEach(check -> check.check(round));
        List<Finding> passing = round.judge();
        if (passing.isEmpty() && !run.plan().dryRun()) {
            checks.forEach(check -> check.makeRoom(round));
            passing = round.judge();
        }
        if (!passing.isEmpty()) {
            return waitFor(passing, run);
        }
        run.together(() -> {
            checks.forEach(check -> check.passed(round));
            run.found(PASSED, true);
            return PhaseStatus.DONE;
        });
        return PhaseStatus.DONE;
    }

    private PhaseStatus waitFor(List<Finding> reasons, RunContext run) {
        String limit = patience.limit().toSeconds() + " s";
        if (run.plan().dryRun()) {
            throw new PermanentException(
                    withHint(reasons, "a run waits for it: up to " + limit + " (`" + patience.setting() + "`)"), null);
        }
        Instant end = run.deadline(WAIT, patience.limit());
        if (!run.now().isBefore(end)) {
            throw new PermanentException(
                    withHint(reasons, "increase `" + patience.setting() + "`: it was waited for " + limit), null);
        }
        if (run.isDue(WAIT, Heartbeat.interval(Duration.between(run.journal().startedAt(), run.now())))) {
            String until = "until " + end.truncatedTo(ChronoUnit.SECONDS) + " at most, `" + patience.setting() + "`";
            withHint(reasons, until)
                    .forEach(reason -> run.tell(new RunEvent.Note(
                            "Waiting: " + reason.message() + " (" + String.join("; ", reason.hints()) + ")")));
        }
        return PhaseStatus.QUEUED;
    }

    private static List<Finding> withHint(List<Finding> reasons, String hint) {
        return reasons.stream()
                .map(reason -> new Finding(
                        reason.message(),
                        Stream.concat(reason.hints().stream(), Stream.of(hint)).toList()))
                .toList();
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The checks before the " + run.journal().operation() + " could not be made",
                "check that OpenStack and Kubernetes can be reached from the Jenkins controller");
    }
}
