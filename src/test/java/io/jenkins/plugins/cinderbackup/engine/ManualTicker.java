package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is moved. */
public final class ManualTicker implements Ticker {
    public static final Instant START = Instant.parse("2026-01-31T02:00:00Z");

    private Instant now = START;

    @Override
    public Instant now() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
