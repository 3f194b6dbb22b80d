package io.jenkins.plugins.cinderbackup.bench.limit;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long each part takes, from one to the next. What is waited for is looked at every 50 ms. */
final class Laps {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Map<String, Duration> times = new LinkedHashMap<>();
    private long last = System.nanoTime();

    /** Whether what is waited for is so. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    void done(String part) {
        long now = System.nanoTime();
        times.put(part, Duration.ofNanos(now - last));
        last = now;
    }

    Map<String, Duration> times() {
        return times;
    }

    static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "waited in vain for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()) + " s");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
