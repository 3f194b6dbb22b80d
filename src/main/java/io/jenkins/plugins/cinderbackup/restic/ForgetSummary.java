package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * What a forget did. The length of restic's answer bounds both lists.
 *
 * @param kept    the snapshots of the filter that stay
 * @param removed those that do not
 */
public record ForgetSummary(
        @NonNull List<ListedSnapshot> kept, @NonNull List<ListedSnapshot> removed) {
    /** Copies the lists. */
    public ForgetSummary {
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
    }
}
