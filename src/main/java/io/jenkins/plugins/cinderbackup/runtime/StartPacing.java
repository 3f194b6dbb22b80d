package io.jenkins.plugins.cinderbackup.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets runs begin one after another where many do at once, as at the start of a night or after a restart: else those that are at work would wait for a
 * thread until a thousand others have made their first look, which is the longest. A run that begins alone does not wait.
 */
public final class StartPacing {
    /** Ten begin in a second, which leaves half of a server's rate to those at work. */
    private static final Duration SPACING = Duration.ofMillis(100);

    private final Ticker ticker;
    private Instant next = Instant.MIN;

    public StartPacing(Ticker ticker) {
        this.ticker = ticker;
    }

    /** How long from now the next run is to begin. */
    @NonNull
    public synchronized Duration join() {
        Instant now = ticker.now();
        Instant begin = next.isAfter(now) ? next : now;
        next = begin.plus(SPACING);
        return Duration.between(now, begin);
    }
}
