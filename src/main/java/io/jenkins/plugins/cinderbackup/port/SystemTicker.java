package io.jenkins.plugins.cinderbackup.port;

import java.time.Instant;

/** See {@link Ticker#system()}. */
final class SystemTicker implements Ticker {
    static final SystemTicker INSTANCE = new SystemTicker();

    private final Instant start = Instant.now();
    private final long nanos = System.nanoTime();

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - nanos);
    }
}
