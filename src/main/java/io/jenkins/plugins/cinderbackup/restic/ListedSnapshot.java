package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A snapshot as restic lists it.
 *
 * @param id       64 hexadecimal digits
 * @param original the id that it had before its tags were changed or it was copied, or empty
 * @param time     when it was made
 * @param tags     its tags
 */
public record ListedSnapshot(
        @NonNull String id,
        @NonNull String original,
        @NonNull Instant time,
        @NonNull List<String> tags) {
    private static final int SHORT = 8;

    /** Copies the list. */
    public ListedSnapshot {
        tags = List.copyOf(tags);
    }

    /** Whether it is the one that restic has called so: before 0.17 a backup says only the first {@value #SHORT} digits of its snapshot's id. */
    public boolean isCalled(@NonNull String shortOrLong) {
        return Math.min(id.length(), shortOrLong.length()) >= SHORT
                && (id.startsWith(shortOrLong) || shortOrLong.startsWith(id));
    }

    /** As a user tells it from others, such as {@code 0123abcd of 2026-01-31T02:00:00Z}. */
    @NonNull
    public String describe() {
        return id.substring(0, Math.min(SHORT, id.length())) + " of " + time.truncatedTo(ChronoUnit.SECONDS);
    }
}
