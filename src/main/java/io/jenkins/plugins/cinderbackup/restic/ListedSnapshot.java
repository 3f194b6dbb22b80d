package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A snapshot as restic lists it.
 *
 * @param id       64 hexadecimal digits
 * @param original the id that it had first, before its tags were changed or it was copied from another repository, or empty
 * @param tree     the id of what it holds: two of one tree are alike to the last bit, or empty
 * @param time     when it was made; the epoch if restic does not say
 * @param host     restic's host
 * @param paths    as in the container
 * @param excludes the patterns of what was left out, as in the container
 * @param tags     its tags
 * @param files    how many files it has; null before 0.17, as the sizes are
 * @param bytes    how many bytes these have
 * @param added    how many bytes the repository did not have before
 */
public record ListedSnapshot(
        @NonNull String id,
        @NonNull String original,
        @NonNull String tree,
        @NonNull Instant time,
        @NonNull String host,
        @NonNull List<String> paths,
        @NonNull List<String> excludes,
        @NonNull List<String> tags,
        @CheckForNull Long files,
        @CheckForNull Long bytes,
        @CheckForNull Long added) {
    private static final int SHORT = 8;

    /** Copies the lists. */
    public ListedSnapshot {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
        tags = List.copyOf(tags);
    }

    /** Whether it is the one that restic has called so: before 0.17 a backup says only the first {@value #SHORT} digits of its snapshot's id. */
    public boolean isCalled(@NonNull String shortOrLong) {
        return isSame(id, shortOrLong);
    }

    /** Whether two ids are of one snapshot, one of which may be as short as {@value #SHORT} digits. */
    public static boolean isSame(@NonNull String one, @NonNull String other) {
        return Math.min(one.length(), other.length()) >= SHORT && (one.startsWith(other) || other.startsWith(one));
    }

    /** As a user tells it from others, such as {@code 0123abcd of 2026-01-31T02:00:00Z}. */
    @NonNull
    public String describe() {
        return id.substring(0, Math.min(SHORT, id.length())) + " of " + time.truncatedTo(ChronoUnit.SECONDS);
    }
}
