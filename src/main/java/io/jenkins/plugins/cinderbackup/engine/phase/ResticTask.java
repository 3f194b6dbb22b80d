package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Invocation;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What it takes to get one restic command done, as Jobs one after the other: the command itself, {@code init} if there is no repository,
 * {@code unlock} if a lock is stale, and the command again. While a living lock is waited for, no pod is held.
 */
final class ResticTask {
    private static final Backoff LOCK_WAITS = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    private static final Set<Kind> PREPARATIONS = EnumSet.of(Kind.INIT, Kind.UNLOCK);

    private final Kind goal;
    private final RunContext run;
    private final BackupPlan plan;
    private final ResticJob job;

    /** @param goal any but what only prepares another, {@code INIT} and {@code UNLOCK} */
    ResticTask(Kind goal, RunContext run) {
        this.goal = goal;
        this.run = run;
        this.plan = run.plan();
        this.job = new ResticJob(run);
    }

    /** Whether restic has ended the command with 0 or 3. */
    boolean isReached() {
        List<Invocation> invocations = invocations();
        return !invocations.isEmpty() && isEnd(invocations.get(invocations.size() - 1));
    }

    private boolean isEnd(Invocation invocation) {
        return invocation.kind() == goal
                && (invocation.verdict() == ResticVerdict.SUCCESS || invocation.verdict() == ResticVerdict.INCOMPLETE);
    }

    /** The invocations of this task: from its first on, what prepares it included. */
    private List<Invocation> invocations() {
        List<Invocation> own = new ArrayList<>();
        Kind current = null;
        for (Invocation invocation : run.journal().invocations()) {
            current = PREPARATIONS.contains(invocation.kind()) ? current : invocation.kind();
            if (current == goal) {
                own.add(invocation);
            }
        }
        return own;
    }

    /**
     * Goes on with it.
     *
     * @return done once restic has ended the command with 0 or 3
     * @throws PermanentException if it cannot be done
     */
    PhaseStatus advance() {
        if (isReached()) {
            run.queue().leave(run.repositoryKey(), run.journal().run());
            return PhaseStatus.DONE;
        }
        List<Invocation> invocations = invocations();
        if (!invocations.isEmpty()) {
            Invocation last = invocations.get(invocations.size() - 1);
            int ahead = enterQueue(goal != Kind.BACKUP || isInitialising(invocations));
            return last.isOver() ? afterwards(last, ahead) : job.observe(last, this::judge);
        }
        int ahead = enterQueue(goal != Kind.BACKUP);
        if (ahead > 0) {
            return queued(ahead, "Queue for " + goal);
        }
        PhaseStatus secret = job.ensureSecret();
        return secret == PhaseStatus.DONE ? begin(goal) : secret;
    }

    /** Asked each time: after a restart the queue has forgotten everybody. */
    private int enterQueue(boolean exclusive) {
        return run.queue().enter(run.repositoryKey(), run.journal().run(), exclusive);
    }

    /** From where there is no repository until it is made, looking again included: else those that wait would all look again and wait for ever. */
    private static boolean isInitialising(List<Invocation> invocations) {
        return invocations.stream().anyMatch(i -> i.verdict() == ResticVerdict.NO_REPOSITORY)
                && invocations.stream().noneMatch(i -> i.kind() == Kind.INIT && i.isOver());
    }

    private PhaseStatus queued(int ahead, String limit) {
        Instant end = run.deadline(limit, plan.repository().lockTimeout());
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The repository " + plan.repository().url() + " was in use by other builds of this controller for "
                            + plan.repository().lockTimeout().toSeconds() + " s.",
                    "increase `repository.lockTimeout`, or spread the builds that share the repository");
        }
        if (run.isDue("Queue line " + goal, Duration.ofMinutes(1))) {
            run.tell(new RunEvent.Note("Waiting for the repository: " + ahead + " of this controller's builds ahead"));
        }
        return PhaseStatus.WAITING;
    }

    private PhaseStatus begin(Kind kind) {
        int number = run.journal().invocations().size() + 1;
        run.begin(new Invocation(kind, job.name(kind, number), run.now(), null, null));
        return PhaseStatus.ACTED;
    }

    /** What to do after an invocation that was not the end: something first and then the goal, or the goal again. */
    private PhaseStatus afterwards(Invocation last, int ahead) {
        if (last.kind() == Kind.UNLOCK || last.kind() == Kind.INIT) {
            return begin(goal);
        }
        return switch (last.verdict()) {
            case NO_REPOSITORY -> initialise(last, ahead);
            case LOCKED -> afterLock(last);
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
        return begin(run.journal().deadline(limit).isPresent() ? goal : Kind.INIT);
    }

    private PhaseStatus afterLock(Invocation last) {
        Instant end = run.deadline("Lock for " + goal, plan.repository().lockTimeout());
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
                    "The repository " + plan.repository().url() + " was locked by somebody else for "
                            + plan.repository().lockTimeout().toSeconds() + " s.",
                    "see who holds it with `restic list locks`",
                    "increase `repository.lockTimeout`",
                    "a lock of a process that is gone is removed by itself half an hour later");
        }
        return begin(goal);
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
            case REPOSITORY_EXISTS -> run.over(invocation, ResticVerdict.REPOSITORY_EXISTS, null);
            case LOCKED -> locked(invocation, result);
            default -> throw ResticFailures.of(plan, invocation.kind(), result);
        }
        return PhaseStatus.ACTED;
    }

    private void succeeded(Invocation invocation, ResticResult result) {
        ResticOutput output = result.output();
        if (invocation.kind() == Kind.BACKUP) {
            output.summary()
                    .filter(made -> made.totalFilesProcessed() == 0
                            && !made.snapshotId().isEmpty())
                    .ifPresent(made -> run.madeNothing(made.snapshotId()));
            ResticFailures.refuseEmpty(plan, output);
            ResticFailures.gaps(result).forEach(run::warn);
            run.over(invocation, result.verdict(), output.summary().orElseThrow());
            return;
        }
        switch (invocation.kind()) {
            case INIT -> initialised();
            case UNLOCK -> run.note("A stale lock was removed from the repository");
            default -> UpkeepAnswers.judge(run, invocation.kind(), output);
        }
        if (result.verdict() == ResticVerdict.INCOMPLETE) {
            run.warn("restic " + invocation.kind().word() + " was incomplete: " + result.keyLine());
        }
        run.over(invocation, result.verdict(), null);
    }

    private void initialised() {
        String text = "There was no repository at " + plan.repository().url() + ", so it was initialised";
        if (plan.repository().usedBefore()) {
            run.warn(
                    text
                            + ", although this controller has backed up to it before. Check the URL, and what became of the earlier backups.");
        } else {
            run.caution(text + ". If one should have been there, check the URL.");
        }
    }

    private void withoutRepository(Invocation invocation, ResticResult result) {
        boolean initialised = invocations().stream().anyMatch(i -> i.kind() == Kind.INIT);
        if (goal != Kind.BACKUP || !plan.repository().create() || initialised) {
            throw ResticFailures.of(plan, invocation.kind(), result);
        }
        run.over(invocation, ResticVerdict.NO_REPOSITORY, null);
    }

    private void locked(Invocation invocation, ResticResult result) {
        run.over(invocation, ResticVerdict.LOCKED, null);
        boolean unlocked = invocations().stream().anyMatch(i -> i.kind() == Kind.UNLOCK);
        if (result.lockIsStale() && !unlocked) {
            begin(Kind.UNLOCK);
        } else {
            run.tell(new RunEvent.Note(
                    "The repository is locked by somebody else; trying again. restic says: " + result.keyLine()));
        }
    }
}
