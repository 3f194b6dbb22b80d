package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Removes what nobody goes on with, one attempt at one run at a time: what runs have left behind, by their journals, and
 * what scans have found and an administrator has confirmed, by journals of its own in another store. One run may be in both: its own journal, which may
 * be damaged, is not touched by the removal of what was found of it.
 *
 * <p>{@link #next} is for one thread at a time; all else may be called by any thread.
 */
public final class BackgroundRemoval {
    private final RemovalQueue runs;
    private final RemovalQueue orphans;
    private final RunGuard guard;
    private final Ticker ticker;

    /** A run whose turn has come. */
    private record Turn(RemovalQueue queue, RunId run) {
        int failedAttempts() {
            return queue.schedule().failedAttempts(run);
        }

        Instant since() {
            return queue.schedule().nextAttempt(run);
        }
    }

    /**
     * @param runs the journals of runs
     * @param orphans the journals of what scans have found
     */
    public BackgroundRemoval(
            RemovalStore runs, RemovalStore orphans, HomeIdentity home, DrivenRuns driven, Ticker ticker) {
        this.ticker = ticker;
        this.guard = new RunGuard(runs.journals(), home, driven, ticker);
        this.runs = new RemovalQueue(runs, guard, ticker);
        this.orphans = new RemovalQueue(orphans, new OrphanGuard(guard, ticker), ticker);
    }

    /**
     * From now on it is known whose the runs are, and what they leave is removed.
     *
     * @param owner says of a run that this process does not drive whether it still belongs to a build
     * @param whenDue is told of each run that has just ended and whose removal should be tried
     * @param whenDone is told of each run of which nothing is left any more
     */
    public void begin(
            @NonNull Function<RunJournal, RunOwner> owner,
            @NonNull Consumer<RunId> whenDue,
            @NonNull Consumer<RunJournal> whenDone) {
        runs.whenRemoved(whenDone);
        guard.begin(owner, run -> {
            runs.retryNow(run);
            whenDue.accept(run);
        });
    }

    /** The journals of what scans have found. */
    RemovalQueue orphans() {
        return orphans;
    }

    private Stream<RemovalQueue> queues() {
        return Stream.of(runs, orphans);
    }

    /**
     * Looks which journals there are.
     *
     * @throws PermanentException if a folder of them cannot be read
     */
    public void refresh() {
        queues().forEach(RemovalQueue::refresh);
    }

    /** Has the run's removal tried as soon as possible; whose it is, and what it waits for, stays as it is. */
    public void retryNow(@NonNull RunId run) {
        runs.retryNow(run);
        if (orphans.contains(run)) {
            orphans.retryNow(run);
        }
    }

    /**
     * Tries the run whose removal has failed least often, and of those the one that is due for longest, if any is due; answers when to call again.
     * An attempt on a cloud that hangs takes minutes, and nothing on another is to wait for all of those.
     */
    @NonNull
    public Duration next() {
        Instant now = ticker.now();
        queues().flatMap(queue -> queue.schedule().due(now).map(run -> new Turn(queue, run)))
                .min(Comparator.comparingInt(Turn::failedAttempts).thenComparing(Turn::since))
                .ifPresent(turn -> turn.queue().attempt(turn.run()));
        Instant then = ticker.now();
        Duration after = queues().flatMap(queue -> queue.schedule().turns())
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(then, first))
                .orElse(RemovalSchedule.LONGEST);
        return after.isNegative() ? Duration.ZERO : after;
    }

    /**
     * Gives up what the run has left behind, as an administrator has confirmed: its journal goes, and what is still there stays. Only where help is
     * needed, and only a run that is over.
     *
     * @return what stays; empty if there is no such run
     */
    @NonNull
    public List<String> giveUp(@NonNull RunId run) {
        return queues().flatMap(queue -> queue.giveUp(run).stream()).distinct().toList();
    }

    /** Whether the run goes on here, as far as its journal can tell. */
    public boolean goesOn(@NonNull RunId run) {
        return guard.goesOn(run);
    }

    /** Whether runs wait, to go on or to have removed what they have left behind, since this home may be a copy whose original still drives them. */
    public boolean doubtsHome() {
        return guard.doubtsHome();
    }

    /** An administrator says that no other controller has this home: nothing waits for another any more. */
    public void trustHome() {
        guard.trustHome();
        runs.retryAllNow();
    }

    /** Whether there is something that an administrator should do. Cheap. */
    public boolean needsHelp() {
        return queues().anyMatch(RemovalQueue::needsHelp);
    }

    /**
     * All that is left of runs which are over, the oldest run first; those whose journal cannot be read are at the end.
     *
     * @throws PermanentException if a folder of journals cannot be read
     */
    @NonNull
    public List<PendingRemoval> pending() {
        return queues().flatMap(queue -> queue.pending().stream())
                .sorted(Comparator.comparing(
                        PendingRemoval::startedAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }
}
