package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Removes what an administrator has confirmed, one look at one run at a time, in the order of the clean-up. It gives up on a run after a while: who wants it
 * gone looks again, and then sees what is still there.
 *
 * <p>{@link #next} is for one thread at a time; all else may be called by any thread.
 */
final class OrphanRemoval {
    private static final Duration GIVE_UP = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofHours(1);

    private final Predicate<RunId> goesOn;
    private final Ticker ticker;
    private final Map<RunId, Task> tasks = new ConcurrentHashMap<>();

    /** One run that is being removed. */
    private static final class Task {
        final OrphanGroup group;
        final RunJournal journal;
        final Instant since;
        volatile Instant due;
        volatile OrphanRemovalProgress progress;
        int failedAttempts;

        Task(OrphanGroup group, Instant now) {
            this.group = group;
            this.journal = group.journal(now);
            this.since = now;
            this.due = now;
            this.progress = new OrphanRemovalProgress(OrphanRemovalProgress.State.REMOVING, List.of());
        }
    }

    /** @param goesOn whether a run goes on here */
    OrphanRemoval(Predicate<RunId> goesOn, Ticker ticker) {
        this.goesOn = goesOn;
        this.ticker = ticker;
    }

    /** Has the run's objects removed; one that is being removed already is left to that. */
    void add(OrphanGroup group) {
        tasks.compute(
                group.run(),
                (run, known) -> known != null && known.progress.isUnderWay() ? known : new Task(group, ticker.now()));
    }

    /** How far the removal of the run has come, if there is or was one. */
    Optional<OrphanRemovalProgress> progress(RunId run) {
        return Optional.ofNullable(tasks.get(run)).map(task -> task.progress);
    }

    boolean isUnderWay() {
        return tasks.values().stream().anyMatch(task -> task.progress.isUnderWay());
    }

    /** Forgets those that are over. */
    void forgetEnded() {
        tasks.values().removeIf(task -> !task.progress.isUnderWay());
    }

    /** Looks at the run that is due for longest, if any is, and answers when to call again. */
    Duration next() {
        Instant now = ticker.now();
        underWay().filter(task -> !task.due.isAfter(now)).ifPresent(this::look);
        Instant then = ticker.now();
        Duration after =
                underWay().map(task -> Duration.between(then, task.due)).orElse(IDLE);
        return after.isNegative() ? Duration.ZERO : after;
    }

    private Optional<Task> underWay() {
        return tasks.values().stream()
                .filter(task -> task.progress.isUnderWay())
                .min(Comparator.comparing(task -> task.due));
    }

    private void look(Task task) {
        OrphanReport now = task.group.judge(ticker.now(), goesOn);
        if (now.verdict() != Verdict.REMOVABLE) {
            task.progress = new OrphanRemovalProgress(
                    OrphanRemovalProgress.State.GIVEN_UP,
                    List.of("It may not be removed any more: " + now.verdict() + ". " + now.why()));
            return;
        }
        RemovalAttempt attempt =
                RemovalAttempt.of(task.journal, journal -> new OrphanRemovalAccess(task.group, ticker));
        task.failedAttempts = attempt.hasProgressed() ? 0 : task.failedAttempts + 1;
        Duration pause = task.failedAttempts == 0
                ? Duration.ZERO
                : Duration.ofSeconds(1L << Math.min(task.failedAttempts - 1, 5));
        Duration longest = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        Duration asked = attempt.askedToWait();
        task.due = ticker.now().plus(asked.compareTo(longest) > 0 ? asked : longest);
        boolean late = !ticker.now().isBefore(task.since.plus(GIVE_UP));
        if (attempt.isDone()) {
            List<String> kept = keptSince(task.journal);
            task.progress = new OrphanRemovalProgress(
                    kept.isEmpty() ? OrphanRemovalProgress.State.REMOVED : OrphanRemovalProgress.State.GIVEN_UP, kept);
        } else if (attempt.isLasting() || late) {
            task.progress = new OrphanRemovalProgress(OrphanRemovalProgress.State.GIVEN_UP, reasons(attempt));
        } else {
            task.progress = new OrphanRemovalProgress(OrphanRemovalProgress.State.REMOVING, attempt.lastErrors());
        }
    }

    /** What was marked to stay since it was found. */
    private static List<String> keptSince(RunJournal journal) {
        List<String> lastErrors = new ArrayList<>();
        for (TrackedResource resource : journal.resources()) {
            if (resource.state() == TrackedResource.State.KEPT) {
                lastErrors.add(
                        resource.describe() + " is marked to stay since it was found. It is left alone; scan again.");
            }
        }
        return lastErrors;
    }

    private static List<String> reasons(RemovalAttempt attempt) {
        return attempt.lastErrors().isEmpty()
                ? List.of(
                        "Its deletion was not confirmed within " + GIVE_UP.toMinutes() + " minutes. Scan again later.")
                : attempt.lastErrors();
    }
}
