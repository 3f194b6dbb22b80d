package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How long to wait before something is done again.
 *
 * @param shortest never less
 * @param longest never more
 */
public record Backoff(@NonNull Duration shortest, @NonNull Duration longest) {
    /** The shortest after the first time, and twice as long after each further one. */
    @NonNull
    public Duration doubled(long times) {
        // More would overflow, and is the longest of all long before
        return within(shortest.multipliedBy(1L << Math.min(Math.max(times, 1) - 1, 20)));
    }

    /** A part of what was waited so far, so that what comes too late comes late by a small share of the wait. */
    @NonNull
    public Duration share(@NonNull Duration waited, int parts) {
        return within(waited.dividedBy(parts));
    }

    /** The same, but neither less nor more than is sensible. */
    @NonNull
    public Duration within(@NonNull Duration wanted) {
        if (wanted.compareTo(shortest) < 0) {
            return shortest;
        }
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
