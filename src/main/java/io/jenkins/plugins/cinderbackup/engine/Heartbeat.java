package io.jenkins.plugins.cinderbackup.engine;

import java.time.Duration;

/** How often a backup at work tells how far it is: every 10 s at first, and less often as time goes on, so that a day's log stays short. */
public final class Heartbeat {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LAST = Duration.ofMinutes(10);
    private static final int SHARE = 20;

    private Heartbeat() {}

    /** The time between two lines, that long after restic began. */
    public static Duration interval(Duration elapsed) {
        Duration share = elapsed.dividedBy(SHARE);
        if (share.compareTo(FIRST) < 0) {
            return FIRST;
        }
        return share.compareTo(LAST) > 0 ? LAST : share;
    }
}
