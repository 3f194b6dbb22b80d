package io.jenkins.plugins.cinderbackup.openstack.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many calls a second one server gets from this controller, however many runs there are. Some may come together after a pause; then they come
 * evenly. Who calls waits in the calling thread: those are few, so that nobody waits longer than a call itself may take.
 */
final class RateLimit {
    /** One API process of Cinder answers about 40 calls a second, and a cloud has several. */
    static final int CALLS_PER_SECOND = 50;

    private static final Map<String, RateLimit> SERVERS = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;
    private final long spacing;
    private final long credit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();
    /** When the next call would be due if none of the credit were left; in the past where there is some. */
    private long next;

    /** @param burst how many calls may come together after a pause */
    RateLimit(int callsPerSecond, int burst, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        spacing = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        credit = spacing * burst;
        next = nanoTime.getAsLong() - credit;
    }

    /** The one of the server behind a URL. */
    static RateLimit of(URI uri) {
        String server = uri.getScheme() + "://" + uri.getAuthority();
        return SERVERS.computeIfAbsent(
                server.toLowerCase(Locale.ROOT),
                unused -> new RateLimit(CALLS_PER_SECOND, CALLS_PER_SECOND, System::nanoTime));
    }

    /** Waits until a call may be made, first come, first served. */
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = reserve();
            while (left > 0) {
                left = never.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves the next call, for a caller who holds the lock or is alone.
     *
     * @return how long until that call may be made, in nanoseconds; 0: now
     */
    long reserve() {
        long now = nanoTime.getAsLong();
        next = Math.max(next, now - credit) + spacing;
        return Math.max(0, next - now);
    }
}
