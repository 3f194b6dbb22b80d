package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One thing that the engine can do: a kind of plan, the procedure that carries one out, and what it comes to.
 *
 * @param kind its name in journals, such as {@code backup}; it never changes
 * @param plan the type of its plans
 * @param procedure the phases for a plan
 * @param needs what the credentials of a run with a plan must be allowed to do
 * @param facts what its phases find out and keep in the journal
 * @param conclusion what it has to say of a run that is over
 * @param followUps what is done by further runs once a run has succeeded
 */
public record Operation<P extends Plan>(
        String kind,
        Class<P> plan,
        Function<P, Procedure> procedure,
        Function<P, Requirements> needs,
        List<Fact<?>> facts,
        Conclusion conclusion,
        FollowUps followUps) {
    public Operation {
        facts = List.copyOf(facts);
    }

    /** One whose runs do themselves what they are to do. */
    public Operation(
            String kind,
            Class<P> plan,
            Function<P, Procedure> procedure,
            Function<P, Requirements> needs,
            List<Fact<?>> facts,
            Conclusion conclusion) {
        this(kind, plan, procedure, needs, facts, conclusion, FollowUps.NONE);
    }

    /**
     * A run that has not begun.
     *
     * @param connections how the run, and the removal of what it creates, find cloud, cluster and credentials again: names and ids, meant for
     *     who wrote them
     */
    public RunJournal begin(RunId run, Origin origin, P plan, Map<String, ?> connections, Instant now) {
        Procedure phases = procedure.apply(plan);
        return new RunJournal(
                run,
                origin,
                kind,
                plan,
                connections,
                now,
                phases.longest(),
                phases.first().id());
    }

    /** Whether further runs do what its runs have found to be done. */
    public boolean isFollowed() {
        return followUps != FollowUps.NONE;
    }

    /** Whether the run is one of this operation. */
    public boolean isOf(RunJournal journal) {
        return kind.equals(journal.operation());
    }

    /**
     * The procedure of a run.
     *
     * @throws IllegalArgumentException if the journal is of another operation
     */
    public Procedure procedureOf(RunJournal journal) {
        return procedure.apply(planOf(journal));
    }

    /**
     * What the credentials of a run must be allowed to do.
     *
     * @throws IllegalArgumentException if the journal is of another operation
     */
    public Requirements needsOf(RunJournal journal) {
        return needs.apply(planOf(journal));
    }

    private P planOf(RunJournal journal) {
        if (!isOf(journal)) {
            throw new IllegalArgumentException(
                    "Run " + journal.run() + " is a " + journal.operation() + ", no " + kind);
        }
        return plan.cast(journal.plan());
    }
}
