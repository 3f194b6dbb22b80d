package io.jenkins.plugins.cinderbackup.openstack.cinder;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.CachedObject.Observation;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What all runs of a cloud know of its volumes (or snapshots), so that a thousand runs do not ask a thousand times. It has no thread: whoever
 * asks for an object whose observation is stale refreshes it, by a look at that object while it is the only one that somebody waits for, by one listing of
 * all that is ours when there are several; who asks meanwhile gets the last observation. A listing costs Cinder about as much as one look (measured: 14 to
 * 31 ms against 30 ms) until it is long; then it is made less often. No observation is older than our last change of its object, and an object that a listing
 * lacks is looked up before it counts as gone.
 *
 * @param <T> {@code Volume} or {@code Snapshot}
 */
final class StatusCache<T> {
    /** Where the cache gets its observations. */
    interface Source<T> {
        Optional<T> find(String id);

        /** All that is ours and may change by itself, by id. */
        Map<String, T> list();

        /** Whether it carries our tags. What does not, as a backup's source, is looked at and not waited for. */
        boolean isOurs(T object);
    }

    /** An object that nobody has asked for in this long is of no interest any more. Longer than the longest pause between two looks of a run. */
    private static final Duration INTEREST = Duration.ofMinutes(1);
    /** A listing is made half as often as a look: it costs more, the more there is. */
    private static final int LISTING = 2;
    /** After a listing the cache rests for so many times as long as that took: a slow cloud is asked less often. */
    private static final int REST = 4;

    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final Source<T> source;
    private final Ticker ticker;
    private final Duration pace;
    private final Backoff rests;
    private final Map<String, CachedObject<T>> entries = new ConcurrentHashMap<>();
    private final ReentrantLock listing = new ReentrantLock();
    private volatile Duration listingPace;
    private volatile Instant listedAt = Instant.MIN;
    /** The last listing's failure, until one succeeds. */
    @CheckForNull
    private volatile Failed failed;

    /** @param pace the least time between two looks at one object; between two listings it is twice as long */
    StatusCache(Source<T> source, Ticker ticker, Duration pace) {
        this.source = source;
        this.ticker = ticker;
        this.pace = pace;
        rests = new Backoff(pace.multipliedBy(LISTING), LONGEST_REST);
        listingPace = rests.shortest();
    }

    /** The object as it was not long ago; empty if it does not exist. */
    Optional<T> look(String id) {
        Instant now = ticker.now();
        entries.values().removeIf(entry -> entry.askedAt.isBefore(now.minus(INTEREST)));
        CachedObject<T> entry = entries.computeIfAbsent(id, unused -> new CachedObject<>());
        entry.asked(now);
        long listed = count(false);
        if (entry.last != null && !entry.unlisted && listed > 1) {
            return refreshed(entry, now.minus(listingPace), listing, oldest -> byListing(id, entry, oldest));
        }
        // All single looks together are as few as those at one object
        long alone = count(true) + (listed == 1 ? 1 : 0);
        return refreshed(
                entry, now.minus(pace.multipliedBy(Math.max(1, alone))), entry.looking, oldest -> observe(id, entry));
    }

    /** How many objects somebody waits for, with and without those that no listing has. */
    private long count(boolean unlisted) {
        return entries.values().stream()
                .filter(entry -> entry.unlisted == unlisted && isWaitedFor(entry))
                .count();
    }

    /** Not if it was asked for once only, or is gone or another's. */
    private boolean isWaitedFor(CachedObject<T> entry) {
        Observation<T> seen = entry.last;
        return entry.looks.get() > 1
                && (seen == null || seen.object().filter(source::isOurs).isPresent());
    }

    /** Our own request about this object was answered, or may have been carried out: what was seen before is out of date. */
    void changed(String id) {
        CachedObject<T> entry = entries.get(id);
        if (entry != null) {
            entry.forget();
        }
    }

    /** Our own request has brought the object into this state: there is no need to look again before the next one is due. */
    void changedTo(String id, T object) {
        Instant now = ticker.now();
        CachedObject<T> entry = entries.computeIfAbsent(id, unused -> new CachedObject<>());
        entry.askedAt = now;
        entry.forget();
        entry.record(entry.changes.get(), new Observation<>(now, Optional.of(object)));
    }

    /** The last observation, however old; empty also if there is none. */
    Optional<T> last(String id) {
        CachedObject<T> entry = entries.get(id);
        Observation<T> last = entry == null ? null : entry.last;
        return last == null ? Optional.empty() : last.object();
    }

    /** One thread refreshes; the others take the last observation if there is one, else they wait and look again. */
    private Optional<T> refreshed(
            CachedObject<T> entry, Instant oldest, ReentrantLock lock, Function<Instant, Optional<T>> refresh) {
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

    private Optional<T> byListing(String id, CachedObject<T> entry, Instant oldest) {
        if (listedAt.isBefore(oldest)) {
            observeAll(oldest);
        }
        Observation<T> last = entry.last;
        if (last != null && !last.at().isBefore(oldest)) {
            return last.object();
        }
        boolean missed = last != null && last.at().isBefore(listedAt);
        Optional<T> found = observe(id, entry);
        entry.unlisted = missed && found.isPresent();
        return found;
    }

    private Optional<T> observe(String id, CachedObject<T> entry) {
        long changes = entry.changes.get();
        Observation<T> observation = new Observation<>(ticker.now(), source.find(id));
        entry.record(changes, observation);
        return observation.object();
    }

    private void observeAll(Instant oldest) {
        Map<String, Long> changes = new HashMap<>();
        entries.forEach((id, entry) -> changes.put(id, entry.changes.get()));
        Instant begin = ticker.now();
        Map<String, T> listed = list(begin, oldest);
        listedAt = begin;
        Duration rest = Duration.between(begin, ticker.now()).multipliedBy(REST);
        listingPace = rests.within(rest);
        changes.forEach((id, before) -> {
            CachedObject<T> entry = entries.get(id);
            T object = listed.get(id);
            if (entry != null && object != null) {
                entry.record(before, new Observation<>(begin, Optional.of(object)));
            }
        });
    }

    private Map<String, T> list(Instant begin, Instant oldest) {
        Failed before = failed;
        if (before != null && !before.at().isBefore(oldest)) {
            // A thousand runs do not ask a server that has just failed
            throw before.failure();
        }
        try {
            Map<String, T> listed = source.list();
            failed = null;
            return listed;
        } catch (BackupException e) {
            // One that was interrupted says nothing to the others
            boolean interrupted = e instanceof TransientException passing && passing.isInterruption();
            failed = interrupted ? null : new Failed(begin, e);
            throw e;
        }
    }

    private record Failed(Instant at, BackupException failure) {}
}
