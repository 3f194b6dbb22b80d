package io.jenkins.plugins.cinderbackup.engine;

import java.time.Duration;

/**
 * How long to wait until the next look: a tenth of what was waited so far, so that the overshoot stays a small share of the wait, and
 * never less or more than is sensible.
 */
final class PollLadder {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LAST = Duration.ofSeconds(5);
    private static final int SHARE = 10;

    private PollLadder() {}

    static Duration next(Duration waited) {
        Duration share = waited.dividedBy(SHARE);
        if (share.compareTo(FIRST) < 0) {
            return FIRST;
        }
        return share.compareTo(LAST) > 0 ? LAST : share;
    }
}
