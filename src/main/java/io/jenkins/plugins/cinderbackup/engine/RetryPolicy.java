package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed call is tried again: doubling, with full jitter on its upper half so that many runs do not come
 * back together, and never sooner than the server asked for.
 */
public final class RetryPolicy {
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    /** A server that asks for more is asked again all the same; the phase's limit ends it. */
    private static final Duration LONGEST_OBEYED = Duration.ofMinutes(5);

    private final RandomGenerator random;

    public RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** @param attempt 1 after the first failure in a row */
    public Duration delay(int attempt, TransientException failure) {
        long ceiling = PAUSES.doubled(attempt).toMillis();
        Duration own = Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(LONGEST_OBEYED) > 0) {
            asked = LONGEST_OBEYED;
        }
        return own.compareTo(asked) > 0 ? own : asked;
    }
}
