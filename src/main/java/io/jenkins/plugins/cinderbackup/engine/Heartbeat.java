package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Backoff;
import java.time.Duration;

/** How often a backup at work tells how far it is: every 10 s at first, and less often as time goes on, so that a day's log stays short. */
public final class Heartbeat {
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

    private Heartbeat() {}

    /** The time between two lines, that long after restic began. */
    public static Duration interval(Duration elapsed) {
        return PAUSES.share(elapsed, 20);
    }
}
