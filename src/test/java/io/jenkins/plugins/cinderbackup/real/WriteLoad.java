package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes the numbers 1, 2, 3 … to a volume until it is closed, each durably before the next, and keeps apart from the volume when each had been
 * written.
 */
final class WriteLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Instant> written = Collections.synchronizedList(new ArrayList<>());
    private final LongConsumer write;
    private final Thread thread = new Thread(this::run, "write load");
    private volatile boolean over;
    private volatile Throwable failure;

    private WriteLoad(LongConsumer write) {
        this.write = write;
    }

    /** @param write returns when the number would survive a power cut */
    static WriteLoad start(LongConsumer write) {
        WriteLoad load = new WriteLoad(write);
        load.thread.start();
        load.awaitMore(50);
        return load;
    }

    private void run() {
        try {
            for (long number = 1; !over; number++) {
                write.accept(number);
                written.add(Instant.now());
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits until so many more are written. */
    void awaitMore(int more) {
        long wanted = count() + more;
        await().atMost(PATIENCE).until(() -> count() >= wanted || failure != null);
        rethrow();
    }

    /** How many are written; the highest number. */
    long count() {
        return written.size();
    }

    /** How many were written before then. */
    long countBefore(Instant then) {
        return List.copyOf(written).stream().filter(then::isAfter).count();
    }

    /** Ends after the number that is being written. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private void rethrow() {
        if (failure != null) {
            throw new AssertionError("after " + count() + " writes", failure);
        }
    }
}
