package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.RemovalState.Entry;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The journals of one store, and the removal of what each names. A journal that cannot be read is reported and left alone for ever.
 *
 * <p>{@link #attempt} is for one thread at a time; all else may be called by any thread.
 */
final class RemovalQueue {
    private static final Logger LOGGER = Logger.getLogger(RemovalQueue.class.getName());
    /** How often a run is looked at that is somebody's still. That costs a file and a build. */
    private static final Duration OWNED = Duration.ofMinutes(5);

    private final JournalStore journals;
    private final RemovalGuard guard;
    private final Function<RunJournal, RemovalAccess> accesses;
    private final Ticker ticker;
    private final RemovalSchedule schedule;
    private final Set<RunId> unreadable = ConcurrentHashMap.newKeySet();
    /** An attempt that is under way writes the journal down once more: it goes again when that is over. */
    private final Set<RunId> givenUp = ConcurrentHashMap.newKeySet();

    private volatile Consumer<RunJournal> whenRemoved = journal -> {};

    RemovalQueue(RemovalStore store, RemovalGuard guard, Ticker ticker) {
        this.journals = store.journals();
        this.guard = guard;
        this.accesses = store.accesses();
        this.ticker = ticker;
        this.schedule = new RemovalSchedule(store.states(), ticker);
    }

    /** @param listener is told of each journal of which nothing is left any more */
    void whenRemoved(Consumer<RunJournal> listener) {
        whenRemoved = listener;
    }

    RemovalSchedule schedule() {
        return schedule;
    }

    /**
     * Looks which journals there are.
     *
     * @throws PermanentException if their folder cannot be read
     */
    void refresh() {
        // Those that are scheduled first: what is added meanwhile stays
        Set<RunId> gone = schedule.runs().collect(Collectors.toSet());
        List<RunId> known = journals.runs();
        known.forEach(gone::remove);
        gone.forEach(schedule::forget);
        unreadable.removeAll(gone);
        schedule.discover(known);
    }

    /**
     * Adds a journal. One of that run which is there already, and can be read, is kept in its place. Either is tried as soon as possible.
     *
     * @throws PermanentException if it cannot be written down
     */
    void add(RunJournal journal) {
        RunId run = journal.run();
        givenUp.remove(run);
        if (!contains(run) || unreadable.contains(run)) {
            journals.save(journal);
        }
        retryNow(run);
    }

    /** Whether there is a journal of the run, as far as it is known. */
    boolean contains(RunId run) {
        return schedule.contains(run);
    }

    /** Has the run's removal tried as soon as possible; whose it is, and what it waits for, stays as it is. */
    void retryNow(RunId run) {
        schedule.retryAfter(run, Duration.ZERO);
    }

    void retryAllNow() {
        journals.runs().forEach(this::retryNow);
    }

    /** Tries it once. A mistake at one run, or in another plugin's class of its job, keeps nobody from the others. */
    void attempt(RunId run) {
        try {
            Optional<RunJournal> journal = journals.load(run);
            unreadable.remove(run);
            journal.ifPresentOrElse(this::attempt, () -> schedule.forget(run));
        } catch (PermanentException e) {
            if (unreadable.add(run)) {
                LOGGER.log(Level.WARNING, e, () -> "What run " + run + " has left behind, if anything, is not removed");
            }
            schedule.retryAfter(run, RemovalSchedule.LONGEST);
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.SEVERE, e, () -> "Unexpected in the removal of what run " + run + " has left behind");
            schedule.retryAfter(run, RemovalSchedule.LONGEST);
        } finally {
            if (givenUp.remove(run)) {
                remove(run);
            }
        }
    }

    private void attempt(RunJournal journal) {
        RunId run = journal.run();
        if (guard.goesOn(journal)) {
            schedule.retryAfter(run, OWNED);
        } else if (guard.waitsFor(journal).isPresent()) {
            Instant later = ticker.now().plus(RemovalSchedule.LONGEST);
            schedule.retryAt(run, journal.mayLiveUntil().isBefore(later) ? journal.mayLiveUntil() : later);
        } else {
            remove(journal);
        }
    }

    private void remove(RunJournal journal) {
        RemovalAttempt attempt = RemovalAttempt.of(journal, accesses);
        if (!attempt.isDone()) {
            schedule.attempted(journal.run(), attempt);
            return;
        }
        LOGGER.log(Level.INFO, () -> "What " + name(journal) + " had left behind is removed");
        whenRemoved.accept(journal);
        schedule.forget(journal.run());
    }

    private static String name(RunJournal journal) {
        return "run " + journal.run() + " of " + journal.origin().job() + " #"
                + journal.origin().build();
    }

    /**
     * Gives up what the run has left behind, as an administrator has confirmed: its journal goes, and what is still there stays. Only where help is
     * needed, and only a run that is over.
     *
     * @return what stays; empty if there is no such run
     */
    List<String> giveUp(RunId run) {
        Optional<RunJournal> journal =
                journals.readable(run).filter(left -> !guard.goesOn(left) && schedule.needsHelp(run));
        if (journal.isEmpty()) {
            return List.of();
        }
        List<String> stays = left(journal.get());
        LOGGER.log(
                Level.WARNING,
                () -> "An administrator has forgotten what " + name(journal.get())
                        + " has left behind. If it exists, it stays: " + String.join("; ", stays));
        givenUp.add(run);
        remove(run);
        return stays;
    }

    private void remove(RunId run) {
        journals.remove(run);
        schedule.forget(run);
    }

    private static List<String> left(RunJournal journal) {
        return journal.resources().stream()
                .filter(TrackedResource::isRemovable)
                .map(TrackedResource::describe)
                .toList();
    }

    /** Whether an administrator should do something about that run. Cheap. */
    boolean needsHelp(RunId run) {
        return unreadable.contains(run) || schedule.needsHelp(run);
    }

    /** Whether there is something that an administrator should do. Cheap. */
    boolean needsHelp() {
        return !unreadable.isEmpty() || schedule.needsHelp();
    }

    /**
     * All that is left of runs which are over.
     *
     * @throws PermanentException if the journals' folder cannot be read
     */
    List<PendingRemoval> pending() {
        List<PendingRemoval> all = new ArrayList<>();
        for (RunId run : journals.runs()) {
            if (givenUp.contains(run)) {
                continue;
            }
            try {
                journals.load(run)
                        .filter(journal -> !guard.goesOn(journal))
                        .map(this::describe)
                        .ifPresent(all::add);
            } catch (PermanentException e) {
                all.add(PendingRemoval.unreadable(run, schedule.nextAttempt(run), RemovalAttempt.lines(e.findings())));
            }
        }
        return all;
    }

    private Stream<String> awaited(RunJournal journal) {
        return journal.resources().stream().flatMap(resource -> resource.describeWait(ticker.now()).stream());
    }

    private PendingRemoval describe(RunJournal journal) {
        RunId run = journal.run();
        Optional<Entry> entry = schedule.entry(run);
        List<String> lastErrors = entry.map(Entry::lastErrors).orElse(List.of());
        return new PendingRemoval(
                run,
                journal.plan().describeSubject(),
                journal.origin(),
                journal.startedAt(),
                journal.mayLiveUntil(),
                left(journal),
                guard.waitsFor(journal).orElse(null),
                lastErrors.isEmpty() ? 0 : schedule.failedAttempts(run),
                entry.map(Entry::lastAttempt).orElse(null),
                schedule.nextAttempt(run),
                Stream.concat(awaited(journal), lastErrors.stream()).toList(),
                schedule.needsHelp(run));
    }
}
