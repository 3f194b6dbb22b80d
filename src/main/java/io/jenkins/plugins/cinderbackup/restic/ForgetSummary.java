package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * What a forget did.
 *
 * @param kept       how many snapshots of the source stay
 * @param removed    how many were removed
 * @param removedIds their ids, at most {@value #MAX_IDS}
 */
public record ForgetSummary(int kept, int removed, @NonNull List<String> removedIds) {
    /** The most ids that are kept in memory. */
    public static final int MAX_IDS = 1000;

    /** Copies the list. */
    public ForgetSummary {
        removedIds = List.copyOf(removedIds);
    }
}
