package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What it takes to get one restic command done, as Jobs one after the other: the command itself, {@code init} if there is no repository,
 * {@code unlock} if a lock is stale, and the command again. While a living lock is waited for, no pod is held.
 */
public final class ResticTask {
    private static final Backoff LOCK_WAITS = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    private final ResticGoal goal;
    private final ResticSetup setup;
    private final RunContext run;
    private final ResticJob job;

    /** @param goal what is to be done; its {@code init} and {@code unlock} are seen to here */
    public ResticTask(ResticGoal goal, ResticSetup setup, RunContext run) {
        this.goal = goal;
        this.setup = setup;
        this.run = run;
        this.job = new ResticJob(goal, setup, run);
    }

    /** What is to be done. */
    public Kind kind() {
        return goal.kind();
    }

    /** Whether restic has ended the command with 0 or 3, or is too old for one that the run goes on without. */
    public boolean isReached() {
        Invocations all = Invocations.of(run.journal());
        return all.hasDone(goal.kind()) || goal.ifTooOld().isPresent() && all.wasTooOld(goal.kind());
    }

    /** The invocations of this task: what prepares it included. */
    private List<Invocation> invocations() {
        return Invocations.of(run.journal()).of(goal.kind());
    }

    /**
     * Goes on with it.
     *
     * @return done once it {@linkplain #isReached is reached}
     * @throws PermanentException if it cannot be done
     */
    public PhaseStatus advance() {
        if (isReached()) {
            leaveQueue();
            return PhaseStatus.DONE;
        }
        List<Invocation> invocations = invocations();
        if (!invocations.isEmpty()) {
            Invocation last = invocations.get(invocations.size() - 1);
            int ahead = enterQueue(goal.exclusive() || isInitialising(invocations));
            return last.isOver() ? afterwards(last, ahead) : job.observe(last, this::judge);
        }
        int ahead = enterQueue(goal.exclusive());
        if (ahead > 0) {
            return queued(ahead, "Queue for " + goal.kind());
        }
        PhaseStatus secret = job.ensureSecret();
        return secret == PhaseStatus.DONE ? begin(goal.kind()) : secret;
    }

    /** Asked each time: after a restart the queue has forgotten everybody. */
    private int enterQueue(boolean exclusive) {
        return run.queue().enter(setup.repository().key(), run.journal().run(), exclusive);
    }

    private void leaveQueue() {
        run.queue().leave(setup.repository().key(), run.journal().run());
    }

    /** From where there is no repository until it is made, looking again included: else those that wait would all look again and wait for ever. */
    private static boolean isInitialising(List<Invocation> invocations) {
        return invocations.stream().anyMatch(i -> i.verdict() == ResticVerdict.NO_REPOSITORY)
                && invocations.stream().noneMatch(i -> i.kind() == Kind.INIT && i.isOver());
    }

    private PhaseStatus queued(int ahead, String limit) {
        Instant end = run.deadline(limit, setup.repository().lockTimeout());
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The repository " + setup.repository().url() + " was in use by other builds of this controller for "
                            + setup.repository().lockTimeout().toSeconds() + " s.",
                    "increase `repository.lockTimeout`, or spread the builds that share the repository");
        }
        if (run.isDue("Queue line " + goal.kind(), Duration.ofMinutes(1))) {
            run.tell(new RunEvent.Note("Waiting for the repository: " + ahead + " of this controller's builds ahead"));
        }
        return PhaseStatus.WAITING;
    }

    private PhaseStatus begin(Kind kind) {
        int number = Invocations.of(run.journal()).all().size() + 1;
        Invocations.begin(run, Invocation.begun(goal.kind(), kind, job.name(kind, number), run.now()));
        return PhaseStatus.ACTED;
    }

    /** What to do after an invocation that was not the end: something first and then the goal, or the goal again. */
    private PhaseStatus afterwards(Invocation last, int ahead) {
        if (last.kind() == Kind.UNLOCK || last.kind() == Kind.INIT) {
            return begin(goal.kind());
        }
        return switch (last.verdict()) {
            case NO_REPOSITORY -> initialise(last, ahead);
            case LOCKED -> afterLock(last);
            case UNKNOWN_OPTION, ACCESS_DENIED, OUT_OF_SPACE, UNREACHABLE, FAILURE -> afterConcession(last);
            default -> throw new IllegalStateException("No way on from " + last);
        };
    }

    /**
     * Alone in the queue: two that initialise one repository at once leave one that nobody can open. Who had to wait looks again first, for
     * another may have done it meanwhile.
     */
    private PhaseStatus initialise(Invocation last, int ahead) {
        // It may have been ended while it tried again, and would go on as soon as there is a repository
        PhaseStatus removed = job.remove(last);
        if (removed != PhaseStatus.DONE) {
            return removed;
        }
        String limit = "Queue for INIT after " + last.job();
        if (ahead > 0) {
            return queued(ahead, limit);
        }
        return begin(run.journal().deadline(limit).isPresent() ? goal.kind() : Kind.INIT);
    }

    /** It may have been ended while it tried again. */
    private PhaseStatus afterConcession(Invocation last) {
        PhaseStatus removed = job.remove(last);
        return removed == PhaseStatus.DONE ? begin(goal.kind()) : removed;
    }

    private PhaseStatus afterLock(Invocation last) {
        Instant end = run.deadline("Lock for " + goal.kind(), setup.repository().lockTimeout());
        Instant next = run.deadline("Again after " + last.job(), lockWait());
        // First of all: while the lock is waited for, no Job is there to hold a pod.
        PhaseStatus removed = job.remove(last);
        if (removed != PhaseStatus.DONE) {
            return removed;
        }
        if (run.now().isBefore(next) && run.now().isBefore(end)) {
            return PhaseStatus.WAITING;
        }
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The repository " + setup.repository().url() + " was locked by somebody else for "
                            + setup.repository().lockTimeout().toSeconds() + " s.",
                    "see who holds it with `restic list locks`",
                    "increase `repository.lockTimeout`",
                    "a lock of a process that is gone is removed by itself half an hour later");
        }
        return begin(goal.kind());
    }

    private Duration lockWait() {
        long times = invocations().stream()
                .filter(i -> i.verdict() == ResticVerdict.LOCKED)
                .count();
        return LOCK_WAITS.doubled(times);
    }

    /** Takes note of how an invocation ended; what cannot be mended ends the task. */
    private PhaseStatus judge(Invocation invocation, ResticResult result) {
        switch (result.verdict()) {
            case SUCCESS, INCOMPLETE -> succeeded(invocation, result);
            case NO_REPOSITORY -> withoutRepository(invocation, result);
            case REPOSITORY_EXISTS -> Invocations.over(run, invocation, ResticVerdict.REPOSITORY_EXISTS);
            case LOCKED -> locked(invocation, result);
            default -> concede(invocation, result);
        }
        return PhaseStatus.ACTED;
    }

    private void concede(Invocation invocation, ResticResult result) {
        boolean itself = invocation.kind() == goal.kind();
        if (itself
                && result.verdict() == ResticVerdict.UNKNOWN_OPTION
                && goal.ifTooOld().isPresent()) {
            run.tell(new RunEvent.Note(goal.ifTooOld().get()));
            Invocations.over(run, invocation, result.verdict());
            return;
        }
        if (!itself || !Concessions.make(run, job.command(), goal.reads(), result)) {
            throw failure(invocation, result);
        }
        Invocations.over(run, invocation, result.verdict());
    }

    private PermanentException failure(Invocation invocation, ResticResult result) {
        return goal.explain(run, result).orElseGet(() -> ResticFailures.of(setup, invocation.kind(), result));
    }

    /** What was found out by it and that it has ended are written down at once. */
    private void succeeded(Invocation invocation, ResticResult result) {
        switch (invocation.kind()) {
            case INIT -> initialised();
            case UNLOCK -> run.note("A stale lock was removed from the repository");
            default -> goal.succeeded(run, result);
        }
        Invocations.over(run, invocation, result.verdict());
    }

    private void initialised() {
        String text = "There was no repository at " + setup.repository().url() + ", so it was initialised";
        if (setup.repository().usedBefore()) {
            run.warn(
                    text
                            + ", although this controller has backed up to it before. Check the URL, and what became of the earlier backups.");
        } else {
            run.caution(text + ". If one should have been there, check the URL.");
        }
    }

    private void withoutRepository(Invocation invocation, ResticResult result) {
        boolean initialised = invocations().stream().anyMatch(i -> i.kind() == Kind.INIT);
        if (!goal.makesRepository() || !setup.repository().create() || initialised) {
            throw failure(invocation, result);
        }
        Invocations.over(run, invocation, ResticVerdict.NO_REPOSITORY);
    }

    private void locked(Invocation invocation, ResticResult result) {
        Invocations.over(run, invocation, ResticVerdict.LOCKED);
        boolean unlocked = invocations().stream().anyMatch(i -> i.kind() == Kind.UNLOCK);
        if (result.lockIsStale() && !unlocked) {
            begin(Kind.UNLOCK);
        } else {
            run.tell(new RunEvent.Note(
                    "The repository is locked by somebody else; trying again. restic says: " + result.keyLine()));
        }
    }
}
