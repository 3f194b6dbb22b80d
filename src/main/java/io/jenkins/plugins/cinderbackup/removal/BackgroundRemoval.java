package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.journal.RemovalState.Entry;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes what runs have left behind that nobody drives any more, one look at one run at a time.
 *
 * <p>A run is left alone while this process drives it, and while its build goes on, in which case a Pipeline will resume it. It is left alone until its
 * hard end ({@code mayLiveUntil}) where it cannot be certain that nobody else drives it: when its journal is older here than the Jenkins home is where
 * it is now, which may then be a copy whose original still runs; and when there is no such job any more, which may have been renamed. A journal that
 * cannot be read is reported and left alone for ever.
 *
 * <p>{@link #next} is for one thread at a time; all else may be called by any thread.
 */
public final class BackgroundRemoval {
    private static final Logger LOGGER = Logger.getLogger(BackgroundRemoval.class.getName());
    /** From then on an administrator is told: 85 minutes of looks in vain. */
    private static final int TOO_OFTEN = 10;

    private static final Duration TOO_LONG = Duration.ofDays(1);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** How often a run is looked at that is somebody's still. That costs a file and a build. */
    private static final Duration OWNED = Duration.ofMinutes(5);

    private final JournalStore journals;
    private final RemovalState ledger;
    private final HomeIdentity home;
    private final DrivenRuns driven;
    private final Function<RunJournal, RemovalAccess> accesses;
    private final Ticker ticker;
    /** Until it is known who owns which run, all are somebody's. */
    private volatile Function<RunJournal, RunOwner> owners = journal -> RunOwner.GOES_ON;
    /** Is told of each run of which nothing is left any more. */
    private volatile Consumer<RunJournal> whenRemoved = journal -> {};

    private final Map<RunId, Instant> due = new ConcurrentHashMap<>();
    private final Map<RunId, Entry> entries = new ConcurrentHashMap<>();
    private final Set<RunId> unreadable = ConcurrentHashMap.newKeySet();

    public BackgroundRemoval(
            JournalStore journals,
            RemovalState ledger,
            HomeIdentity home,
            DrivenRuns driven,
            Function<RunJournal, RemovalAccess> accesses,
            Ticker ticker) {
        this.journals = journals;
        this.ledger = ledger;
        this.home = home;
        this.driven = driven;
        this.accesses = accesses;
        this.ticker = ticker;
    }

    /**
     * From now on it is known whose the runs are, and what they leave is removed.
     *
     * @param owner says of a run that this process does not drive whether it still belongs to a build
     * @param whenDue is told of each run that has just ended and should be looked at
     * @param whenDone is told of each run of which nothing is left any more
     */
    public void begin(
            @NonNull Function<RunJournal, RunOwner> owner,
            @NonNull Consumer<RunId> whenDue,
            @NonNull Consumer<RunJournal> whenDone) {
        owners = owner;
        whenRemoved = whenDone;
        driven.whenLoose(run -> {
            retryNow(run);
            whenDue.accept(run);
        });
    }

    /**
     * Looks which journals there are.
     *
     * @throws PermanentException if their folder cannot be read
     */
    public void refresh() {
        List<RunId> runs = journals.runs();
        Set<RunId> known = ConcurrentHashMap.newKeySet();
        known.addAll(runs);
        due.keySet().retainAll(known);
        entries.keySet().retainAll(known);
        unreadable.retainAll(known);
        runs.stream().filter(run -> !due.containsKey(run)).forEach(this::discover);
    }

    private void discover(RunId run) {
        Instant now = ticker.now();
        Optional<Entry> known = ledger.find(run);
        known.ifPresent(entry -> entries.put(run, entry));
        // A clock that was set back must not put it off for longer than any trouble does
        due.put(
                run,
                known.map(Entry::nextLook)
                        .filter(next -> next.isBefore(now.plus(LONGEST)))
                        .orElse(now));
    }

    /** Has the run looked at as soon as possible; whose it is, and what it waits for, stays as it is. */
    public void retryNow(@NonNull RunId run) {
        due.put(run, ticker.now());
    }

    /**
     * Looks at the run that was looked at in vain least often, and of those at the one that is due for longest, if any is due; answers when to call again.
     * A look on a cloud that hangs takes minutes, and nothing on another is to wait for all of those.
     */
    @NonNull
    public Duration next() {
        Instant now = ticker.now();
        due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .min(Comparator.<Map.Entry<RunId, Instant>>comparingInt(entry -> failedAttempts(entry.getKey()))
                        .thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .ifPresent(this::lookGuarded);
        Instant then = ticker.now();
        Duration after = due.values().stream()
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(then, first))
                .orElse(LONGEST);
        return after.isNegative() ? Duration.ZERO : after;
    }

    /** A mistake at one run, or in another plugin's class of its job, keeps nobody from the others. */
    private void lookGuarded(RunId run) {
        try {
            look(run);
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, e, () -> "Unexpected in the look at what run " + run + " has left behind");
            due.put(run, ticker.now().plus(LONGEST));
        }
    }

    private void look(RunId run) {
        Optional<RunJournal> found;
        try {
            found = journals.load(run);
        } catch (PermanentException e) {
            if (unreadable.add(run)) {
                LOGGER.log(Level.WARNING, e, () -> "What run " + run + " has left behind, if anything, is not removed");
            }
            due.put(run, ticker.now().plus(LONGEST));
            return;
        }
        unreadable.remove(run);
        if (found.isEmpty()) {
            forget(run);
            return;
        }
        RunJournal journal = found.get();
        if (isOwned(journal)) {
            due.put(run, ticker.now().plus(OWNED));
        } else if (waitsFor(journal).isPresent()) {
            Instant later = ticker.now().plus(LONGEST);
            due.put(run, journal.mayLiveUntil().isBefore(later) ? journal.mayLiveUntil() : later);
        } else {
            remove(journal);
        }
    }

    private void remove(RunJournal journal) {
        RunId run = journal.run();
        RemovalAttempt attempt = RemovalAttempt.of(journal, accesses);
        if (attempt.isDone()) {
            forget(run);
            LOGGER.log(
                    Level.INFO,
                    () -> "What run " + run + " of " + journal.origin().job() + " #"
                            + journal.origin().build() + " had left behind is removed");
            whenRemoved.accept(journal);
            return;
        }
        Entry before = entries.get(run);
        Instant now = ticker.now();
        int failedAttempts = attempt.hasProgressed() ? 0 : failedAttempts(run) + 1;
        Duration delay = delay(failedAttempts);
        Duration asked = attempt.askedToWait();
        Instant next = now.plus(asked.compareTo(delay) > 0 ? asked : delay);
        Entry entry = new Entry(
                before == null ? now : before.since(),
                failedAttempts,
                now,
                next,
                attempt.isLasting(),
                attempt.lastErrors());
        entries.put(run, entry);
        due.put(run, next);
        ledger.put(run, entry);
    }

    /**
     * Gives up what the run has left behind, as an administrator has confirmed: its journal goes, and what is still there stays. Only where help is needed, and
     * only a run that is over.
     *
     * @return what stays; empty if there is no such run
     */
    @NonNull
    public List<String> giveUp(@NonNull RunId run) {
        Optional<RunJournal> journal = readable(run).filter(left -> !isOwned(left) && needsHelp(entries.get(run)));
        if (journal.isEmpty()) {
            return List.of();
        }
        List<String> stays = left(journal.get());
        LOGGER.log(
                Level.WARNING,
                () -> "An administrator has forgotten what run " + run + " of "
                        + journal.get().origin().job() + " #"
                        + journal.get().origin().build() + " has left behind. If it exists, it stays: "
                        + String.join("; ", stays));
        journals.remove(run);
        forget(run);
        return stays;
    }

    private static List<String> left(RunJournal journal) {
        return journal.resources().stream()
                .filter(TrackedResource::isRemovable)
                .map(TrackedResource::describe)
                .toList();
    }

    /** The looks in a row that did nothing. */
    private int failedAttempts(RunId run) {
        Entry entry = entries.get(run);
        return entry == null ? 0 : entry.failedAttempts();
    }

    /** Doubling: 5 s, 10 s, 20 s, up to an hour. */
    private static Duration delay(int failedAttempts) {
        if (failedAttempts == 0) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failedAttempts - 1, 20));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    private void forget(RunId run) {
        due.remove(run);
        entries.remove(run);
        ledger.remove(run);
    }

    private boolean isOwned(RunJournal journal) {
        return driven.contains(journal.run()) || owners.apply(journal) == RunOwner.GOES_ON;
    }

    /** Whether the run goes on here, as far as its journal can tell. */
    public boolean goesOn(RunId run) {
        try {
            return driven.contains(run)
                    || journals.load(run).filter(this::isOwned).isPresent();
        } catch (PermanentException e) {
            LOGGER.log(Level.FINE, e, () -> "Nobody can go on with run " + run);
            return false;
        }
    }

    /** Why nothing of the run is removed before its hard end, if that is so. */
    private Optional<String> waitsFor(RunJournal journal) {
        if (!ticker.now().isBefore(journal.mayLiveUntil())) {
            return Optional.empty();
        }
        if (mayBeAnothers(journal)) {
            return Optional.of("This Jenkins home is where it is, on a machine of this name, since " + home.since()
                    + ", and the run was in it before." + " If it is a copy, the original may still drive the run.");
        }
        return owners.apply(journal) == RunOwner.UNKNOWN
                ? Optional.of("The job " + journal.origin().job()
                        + " is not there, or is not the one that made the run. If it was renamed, its"
                        + " build may go on.")
                : Optional.empty();
    }

    /** Whether runs wait, to go on or to have removed what they have left behind, since this home may be a copy whose original still drives them. */
    public boolean doubtsHome() {
        return journals.runs().stream().flatMap(run -> readable(run).stream()).anyMatch(this::mayBeAnothers);
    }

    private Optional<RunJournal> readable(RunId run) {
        try {
            return journals.load(run);
        } catch (PermanentException e) {
            // Who looks at it reports it
            return Optional.empty();
        }
    }

    private boolean mayBeAnothers(RunJournal journal) {
        return ticker.now().isBefore(journal.mayLiveUntil()) && home.isForeign(journal.run());
    }

    /** An administrator says that no other controller has this home: nothing waits for another any more. */
    public void trustHome() {
        home.trust();
        journals.runs().forEach(this::retryNow);
    }

    /** Whether there is something that an administrator should do. Cheap. */
    public boolean needsHelp() {
        return !unreadable.isEmpty() || entries.values().stream().anyMatch(this::needsHelp);
    }

    private boolean needsHelp(@CheckForNull Entry entry) {
        return entry != null
                && (entry.lasting()
                        || entry.failedAttempts() >= TOO_OFTEN
                        || !ticker.now().isBefore(entry.since().plus(TOO_LONG)));
    }

    /**
     * All that is left of runs which are over, the oldest run first; those whose journal cannot be read are at the end.
     *
     * @throws PermanentException if the journals' folder cannot be read
     */
    @NonNull
    public List<PendingRemoval> pending() {
        List<PendingRemoval> all = new ArrayList<>();
        for (RunId run : journals.runs()) {
            try {
                journals.load(run)
                        .filter(journal -> !isOwned(journal))
                        .map(this::describe)
                        .ifPresent(all::add);
            } catch (PermanentException e) {
                all.add(new PendingRemoval(
                        run,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        0,
                        null,
                        nextLook(run),
                        RemovalAttempt.lines(e.findings()),
                        true));
            }
        }
        all.sort(Comparator.comparing(PendingRemoval::startedAt, Comparator.nullsLast(Comparator.naturalOrder())));
        return all;
    }

    private PendingRemoval describe(RunJournal journal) {
        Entry entry = entries.get(journal.run());
        return new PendingRemoval(
                journal.run(),
                journal.plan().describeSource(),
                journal.origin().job(),
                journal.origin().build(),
                journal.startedAt(),
                journal.mayLiveUntil(),
                left(journal),
                waitsFor(journal).orElse(null),
                failedAttempts(journal.run()),
                entry == null ? null : entry.lastLook(),
                nextLook(journal.run()),
                entry == null ? List.of() : entry.lastErrors(),
                needsHelp(entry));
    }

    private Instant nextLook(RunId run) {
        return due.getOrDefault(run, ticker.now());
    }
}
