package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;

/**
 * A backup as the catalog knows it.
 *
 * @param id restic's id
 * @param time since when the volume that it is of has not changed: when its snapshot was taken
 * @param sound whether it is whole and its run was well
 * @param worth the same in a word, such as {@code incomplete}
 * @param bytes how many bytes its files have; null if nobody knows
 * @param job the full name of the job that has made it; null if another controller has
 * @param build the number of its build, or null
 */
public record KnownBackup(
        String id,
        Instant time,
        boolean sound,
        String worth,
        @CheckForNull Long bytes,
        @CheckForNull String job,
        @CheckForNull String build) {
    /** The clocks of nodes and of the controller may differ by so much. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /** Whether nobody can rely on the time of a backup: the clock that it is from was ahead. */
    public static boolean isFromFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(CLOCK_SKEW));
    }
}
