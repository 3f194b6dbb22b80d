package io.jenkins.plugins.cinderbackup.port;

import java.time.Instant;

/** The time, as the engine sees it. */
@FunctionalInterface
public interface Ticker {
    /** The instant now, never running backwards while the process lives. */
    Instant now();

    /**
     * The system's clock read once, carried on with the monotonic one, so that a clock that is set while a backup runs neither
     * ends nor stretches a time limit.
     */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
