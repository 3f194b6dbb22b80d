package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Set;

/** Which runs have perhaps made a backup of which nobody knows what it is worth. */
@FunctionalInterface
public interface UnsettledRuns {
    /**
     * The ids of those among the runs that back up one source under one host and of the same paths to a repository; those that are not over are among them.
     *
     * @param repository its key
     * @param pathsHash see {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup#pathsHash}
     */
    @NonNull
    Set<String> of(@NonNull String repository, @NonNull String source, @NonNull String host, @NonNull String pathsHash);
}
