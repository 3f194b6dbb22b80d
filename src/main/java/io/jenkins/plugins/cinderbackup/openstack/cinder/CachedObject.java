package io.jenkins.plugins.cinderbackup.openstack.cinder;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** What a {@link StatusCache} knows of one object. */
final class CachedObject<T> {
    /** @param at when the request began that saw this */
    record Observation<T>(Instant at, Optional<T> object) {}

    final ReentrantLock looking = new ReentrantLock();
    final AtomicLong changes = new AtomicLong();
    volatile Instant askedAt = Instant.MAX;
    final AtomicInteger looks = new AtomicInteger();
    /** Whether it was there although the listing did not have it, as a snapshot that is kept. */
    volatile boolean unlisted;
    /** Null before the first observation and after a change. */
    volatile Observation<T> last;

    synchronized void asked(Instant now) {
        askedAt = now;
        looks.incrementAndGet();
    }

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
