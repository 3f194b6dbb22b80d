package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.List;

/**
 * The leftovers of one run, as an administrator sees them.
 *
 * @param source what was backed up, or null where the journal cannot be read; so are the next four
 * @param job the full name of the run's job
 * @param objects what is left
 * @param waitsFor why nothing is removed before {@code mayLiveUntil}, or null
 * @param failedAttempts the looks in a row that did nothing
 * @param lastLook when the removal was tried last, or null
 * @param nextLook when it is tried again
 * @param lastErrors what stands in the way
 * @param needsHelp whether an administrator should do something about it
 */
public record PendingRemoval(
        @NonNull RunId run,
        @CheckForNull String source,
        @CheckForNull String job,
        @CheckForNull String build,
        @CheckForNull Instant startedAt,
        @CheckForNull Instant mayLiveUntil,
        @NonNull List<String> objects,
        @CheckForNull String waitsFor,
        int failedAttempts,
        @CheckForNull Instant lastLook,
        @NonNull Instant nextLook,
        @NonNull List<String> lastErrors,
        boolean needsHelp) {
    public PendingRemoval {
        objects = List.copyOf(objects);
        lastErrors = List.copyOf(lastErrors);
    }
}
