package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.LateStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a container look at what was restored, once: it may write to it, so a second look would be at something else. A controller that comes back follows
 * the same Job by its name; where that was lost, nobody knows what the test would have said.
 */
record Testing(VerifyPlan plan, TestObjects objects) implements Phase {
    /** When the container was first seen at work. */
    static final Fact<Begun> BEGUN = new Fact<>("testBegun", Begun.class);

    /** For what ends a Job that has passed its own limit, so that its own message is the one that is seen. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    /** @param at by this controller's clock */
    record Begun(Instant at) {}

    @Override
    public PhaseId id() {
        return VerifyOperation.TEST;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (VerifyOutcome.of(run.journal()).answer(VerifyOperation.TESTED).isPresent()) {
            return PhaseStatus.DONE;
        }
        Optional<NewNetworkPolicy> policy = objects.policy(run);
        PhaseStatus closed = policy.isPresent() ? run.create(policy.get()) : PhaseStatus.DONE;
        if (closed != PhaseStatus.DONE) {
            return closed;
        }
        TestJob job = objects.job(run);
        PhaseStatus made = run.create(job);
        return made == PhaseStatus.DONE
                ? look(run, run.journal().resource(job.kind(), job.name()).orElseThrow())
                : made;
    }

    private PhaseStatus look(RunContext run, TrackedResource job) {
        JobState state = run.cluster().job(job);
        if (state instanceof JobState.Exited exited) {
            return new TestEnd(plan, test(), run, job).judge(exited);
        }
        if (state instanceof JobState.Running) {
            return working(run, job);
        }
        if (state instanceof JobState.Starting starting) {
            return starting(run, job, starting);
        }
        if (state instanceof JobState.Overrun) {
            throw new TestEnd(plan, test(), run, job).tooLong();
        }
        if (state instanceof JobState.Unmountable unmountable) {
            throw TestEnd.notMade(
                    "the node cannot mount the restored volume. Kubernetes says: " + unmountable.reason());
        }
        String reason = state instanceof JobState.Lost lost ? lost.reason() : "somebody has deleted it";
        throw TestEnd.notMade(
                job.describe() + " was lost: " + reason,
                "where the image cannot be had or its program cannot be started, correct `test.image` or `test.command`",
                "look at the events of namespace " + job.namespace() + " at that time");
    }

    private TestSettings test() {
        return objects.test();
    }

    private PhaseStatus starting(RunContext run, TrackedResource job, JobState.Starting state) {
        LateStart.of(run, job, state, plan.job().startTimeout()).ifPresent(late -> {
            throw TestEnd.notMade(late.message(), late.hints().toArray(String[]::new));
        });
        return PhaseStatus.WAITING;
    }

    private PhaseStatus working(RunContext run, TrackedResource job) {
        Optional<Begun> begun = run.fact(BEGUN);
        if (begun.isEmpty()) {
            run.found(BEGUN, new Begun(run.now()));
            return PhaseStatus.ACTED;
        }
        Instant since = begun.get().at();
        if (!run.now().isBefore(run.deadline("End of the test", since, test().timeout()))) {
            throw new TestEnd(plan, test(), run, job).tooLong();
        }
        Duration elapsed = Duration.between(since, run.now());
        if (run.isDue("Test line", Heartbeat.interval(elapsed))) {
            run.tell(new RunEvent.Note("The test has been running for " + Durations.text(elapsed)));
        }
        return PhaseStatus.WAITING;
    }

    @Override
    public Duration limit() {
        return plan.job().startTimeout().plus(test().timeout()).plus(SLACK);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The test and what goes before and after it took longer than " + limit().toSeconds() + " s in all",
                "check that Kubernetes can be reached from the Jenkins controller");
    }
}
