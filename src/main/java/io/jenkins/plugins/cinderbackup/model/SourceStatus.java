package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Set;

/**
 * How well a source, or a part of it, is backed up to a repository, as the catalog knows.
 *
 * @param newest the newest backup, whatever it is worth; null if there is none
 * @param newestSound the newest sound one; null if there is none
 * @param lastProof the last verification that has restored a backup, or has found something that is not good; null if there is none
 * @param newerPaths what of the volume the newest backup of the source is of, if it is not one of these; else empty
 * @param makers the full names of the jobs that have made its backups, as far as they are known
 */
public record SourceStatus(
        @CheckForNull KnownBackup newest,
        @CheckForNull KnownBackup newestSound,
        @CheckForNull KnownProof lastProof,
        List<String> newerPaths,
        Set<String> makers) {
    /** Of a source that was never backed up. */
    public static final SourceStatus NEVER = new SourceStatus(null, null, null, List.of(), Set.of());
}
