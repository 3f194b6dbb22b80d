package io.jenkins.plugins.cinderbackup.openstack;

import io.jenkins.plugins.cinderbackup.engine.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What all runs of a cloud know of its volumes (or snapshots), so that a thousand runs do not ask a thousand times. It has no thread: whoever
 * asks for an object whose observation is stale refreshes it, by a look at that object while few are of interest, by one listing of all that
 * is ours when they are many; who asks meanwhile gets the last observation. No observation is older than our last change of its
 * object, and an object that a listing lacks is looked up before it counts as gone.
 *
 * @param <T> {@code Volume} or {@code Snapshot}
 */
final class StatusBoard<T> {
    /** Where the board gets its observations. */
    interface Source<T> {
        Optional<T> find(String id);

        /** All that is ours, by id. */
        Map<String, T> list();
    }

    /** A look at one object costs about as much as a listing of some dozens: up to this many, single looks are fresher and as cheap. */
    private static final int FEW = 4;
    /** An object that nobody has asked for in this long is of no interest any more. */
    private static final Duration INTEREST = Duration.ofMinutes(5);

    private final Source<T> source;
    private final Ticker ticker;
    private final Duration interval;
    private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();
    private final ReentrantLock listing = new ReentrantLock();

    /**
     * @param interval the least time between two listings; single looks at one object may be four times as frequent
     */
    StatusBoard(Source<T> source, Ticker ticker, Duration interval) {
        this.source = source;
        this.ticker = ticker;
        this.interval = interval;
    }

    /** The object as it was at most about an interval ago; empty if it does not exist. */
    Optional<T> look(String id) {
        Instant now = ticker.now();
        entries.values().removeIf(entry -> entry.askedAt.isBefore(now.minus(INTEREST)));
        Entry<T> entry = entries.computeIfAbsent(id, unused -> new Entry<>());
        entry.askedAt = now;
        return entries.size() > FEW
                ? refreshed(entry, now.minus(interval), listing, oldest -> byListing(id, entry, oldest))
                : refreshed(entry, now.minus(interval.dividedBy(4)), entry.looking, oldest -> observe(id, entry));
    }

    /** Our own request about this object was answered, or may have been carried out: what was seen before is out of date. */
    void changed(String id) {
        Entry<T> entry = entries.get(id);
        if (entry != null) {
            entry.forget();
        }
    }

    /** One thread refreshes; the others take the last observation if there is one, else they wait and look again. */
    private Optional<T> refreshed(Entry<T> entry, Instant oldest, ReentrantLock lock, Function<Instant, Optional<T>> refresh) {
        Observation<T> last = entry.last;
        if (last != null && (!last.at().isBefore(oldest) || lock.isLocked())) {
            return last.object();
        }
        lock.lock();
        try {
            last = entry.last;
            return last != null && !last.at().isBefore(oldest) ? last.object() : refresh.apply(oldest);
        } finally {
            lock.unlock();
        }
    }

    private Optional<T> byListing(String id, Entry<T> entry, Instant oldest) {
        observeAll();
        Observation<T> last = entry.last;
        return last != null && !last.at().isBefore(oldest) ? last.object() : observe(id, entry);
    }

    private Optional<T> observe(String id, Entry<T> entry) {
        long changes = entry.changes.get();
        Observation<T> observation = new Observation<>(ticker.now(), source.find(id));
        entry.record(changes, observation);
        return observation.object();
    }

    private void observeAll() {
        Map<String, Long> changes = new HashMap<>();
        entries.forEach((id, entry) -> changes.put(id, entry.changes.get()));
        Instant begin = ticker.now();
        Map<String, T> listed = source.list();
        changes.forEach((id, before) -> {
            Entry<T> entry = entries.get(id);
            T object = listed.get(id);
            if (entry != null && object != null) {
                entry.record(before, new Observation<>(begin, Optional.of(object)));
            }
        });
    }

    /** @param at when the request began that saw this */
    private record Observation<T>(Instant at, Optional<T> object) {}

    private static final class Entry<T> {
        final ReentrantLock looking = new ReentrantLock();
        final AtomicLong changes = new AtomicLong();
        volatile Instant askedAt = Instant.MAX;
        /** Null before the first observation and after a change. */
        volatile Observation<T> last;

        /** Keeps it unless the object was changed since the request began. */
        synchronized void record(long changesBefore, Observation<T> observation) {
            if (changes.get() == changesBefore) {
                last = observation;
            }
        }

        synchronized void forget() {
            changes.incrementAndGet();
            last = null;
        }
    }
}
