package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.journal.RemovalState.Entry;
import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** When the removal of each run is tried next, and what came of the attempts so far, which outlives a restart. May be used by any thread. */
final class RemovalSchedule {
    /** The longest that a removal is put off. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** From then on an administrator is told: 85 minutes of attempts that failed. */
    private static final int TOO_OFTEN = 10;

    private static final Duration TOO_LONG = Duration.ofDays(1);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), LONGEST);

    private final RemovalState states;
    private final Ticker ticker;
    private final Map<RunId, Instant> due = new ConcurrentHashMap<>();
    private final Map<RunId, Entry> entries = new ConcurrentHashMap<>();

    RemovalSchedule(RemovalState states, Ticker ticker) {
        this.states = states;
        this.ticker = ticker;
    }

    /** Schedules those of the runs that are not. */
    void discover(List<RunId> runs) {
        runs.stream().filter(run -> !contains(run)).forEach(this::discover);
    }

    private void discover(RunId run) {
        Instant now = ticker.now();
        Optional<Entry> known = states.find(run);
        known.ifPresent(entry -> entries.put(run, entry));
        // A clock that was set back must not put it off for longer than any failure does
        due.put(
                run,
                known.map(Entry::nextAttempt)
                        .filter(next -> next.isBefore(now.plus(LONGEST)))
                        .orElse(now));
    }

    boolean contains(RunId run) {
        return due.containsKey(run);
    }

    Stream<RunId> runs() {
        return due.keySet().stream();
    }

    /** The runs whose turn has come. */
    Stream<RunId> due(Instant now) {
        return due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey);
    }

    /** When the turn of each run comes. */
    Stream<Instant> turns() {
        return due.values().stream();
    }

    void retryAt(RunId run, Instant turn) {
        due.put(run, turn);
    }

    void retryAfter(RunId run, Duration pause) {
        retryAt(run, ticker.now().plus(pause));
    }

    /** Puts the run off for longer, the more often its removal has failed in a row. */
    void attempted(RunId run, RemovalAttempt attempt) {
        Instant now = ticker.now();
        int failed = attempt.hasProgressed() ? 0 : failedAttempts(run) + 1;
        Duration pause = failed == 0 ? Duration.ZERO : PAUSES.doubled(failed);
        Duration asked = attempt.askedToWait();
        Instant next = now.plus(asked.compareTo(pause) > 0 ? PAUSES.within(asked) : pause);
        Instant since = entry(run).map(Entry::since).orElse(now);
        Entry entry = new Entry(since, failed, now, next, attempt.isLasting(), attempt.lastErrors());
        entries.put(run, entry);
        retryAt(run, next);
        states.put(run, entry);
    }

    void forget(RunId run) {
        due.remove(run);
        entries.remove(run);
        states.remove(run);
    }

    /** What came of the attempts so far, if there were any. */
    Optional<Entry> entry(RunId run) {
        return Optional.ofNullable(entries.get(run));
    }

    Instant nextAttempt(RunId run) {
        return due.getOrDefault(run, ticker.now());
    }

    /** The attempts in a row that did nothing. */
    int failedAttempts(RunId run) {
        return entry(run).map(Entry::failedAttempts).orElse(0);
    }

    /** Whether an administrator should do something about the removal of some run. Cheap. */
    boolean needsHelp() {
        return entries.values().stream().anyMatch(this::needsHelp);
    }

    /** Whether an administrator should do something about the removal of that run. */
    boolean needsHelp(RunId run) {
        return needsHelp(entries.get(run));
    }

    private boolean needsHelp(@CheckForNull Entry entry) {
        return entry != null
                && (entry.lasting()
                        || entry.failedAttempts() >= TOO_OFTEN
                        || !ticker.now().isBefore(entry.since().plus(TOO_LONG)));
    }
}
