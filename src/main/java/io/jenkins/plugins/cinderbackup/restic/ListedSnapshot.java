package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * A snapshot as restic lists it.
 *
 * @param id   64 hexadecimal digits
 * @param tags its tags
 */
public record ListedSnapshot(@NonNull String id, @NonNull List<String> tags) {
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
}
