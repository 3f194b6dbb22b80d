package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.List;

/**
 * The leftovers of one run, as an administrator sees them.
 *
 * @param source what the run was about, or null where the journal cannot be read; so are the next three
 * @param origin who started the run
 * @param objects what is left
 * @param waitsFor why nothing is removed before {@code mayLiveUntil}, or null
 * @param failedAttempts the attempts in a row that did nothing; none where the last one had nothing in its way but time
 * @param lastAttempt when the removal was tried last, or null
 * @param nextAttempt when it is tried again
 * @param obstacles what is awaited, and what stands in the way
 * @param needsHelp whether an administrator should do something about it
 */
public record PendingRemoval(
        @NonNull RunId run,
        @CheckForNull String source,
        @CheckForNull Origin origin,
        @CheckForNull Instant startedAt,
        @CheckForNull Instant mayLiveUntil,
        @NonNull List<String> objects,
        @CheckForNull String waitsFor,
        int failedAttempts,
        @CheckForNull Instant lastAttempt,
        @NonNull Instant nextAttempt,
        @NonNull List<String> obstacles,
        boolean needsHelp) {
    public PendingRemoval {
        objects = List.copyOf(objects);
        obstacles = List.copyOf(obstacles);
    }

    /** Of a journal that cannot be read. */
    static PendingRemoval unreadable(RunId run, Instant nextAttempt, List<String> why) {
        return new PendingRemoval(run, null, null, null, null, List.of(), null, 0, null, nextAttempt, why, true);
    }
}
