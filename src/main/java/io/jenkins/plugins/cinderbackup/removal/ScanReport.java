package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.List;

/**
 * What a scan has found.
 *
 * @param startedAt when it began, or null if nobody has scanned yet
 * @param scanning whether it goes on
 * @param removing whether something is being removed
 * @param targets how far it has come in each cloud and cluster
 * @param runs what was found, what can be removed first, the oldest first
 */
public record ScanReport(
        @CheckForNull Instant startedAt,
        boolean scanning,
        boolean removing,
        @NonNull List<Target> targets,
        @NonNull List<OrphanReport> runs) {
    public ScanReport {
        targets = List.copyOf(targets);
        runs = List.copyOf(runs);
    }

    /**
     * How far a scan has come in one cloud or cluster.
     *
     * @param label such as {@code cloud 'production'}
     * @param endedAt when it was over, or null
     * @param objects how many objects were found; null if it failed or is not over
     * @param lines what could not be seen, and what to do
     */
    public record Target(
            @NonNull String label,
            @CheckForNull Instant endedAt,
            @CheckForNull Integer objects,
            @NonNull List<String> lines) {}
}
