package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A few words on the backups of one source in one repository.
 *
 * @param id          by which {@link FileCatalog#ofId} finds all of it; of letters, digits and dashes
 * @param subject     the source, and where its backups are
 * @param lastAttempt see {@link SourceCatalog}
 * @param soundAt     when the newest sound backup that the repository has was made, or null if it has none
 * @param soundBytes  see {@link BackupEntry#bytes} of that one
 * @param soundAdded  how many bytes it has added to the repository; null if nobody knows
 * @param backups     how many backups there are, sound or not
 * @param lastProof   the last verification, whatever came of it, or null
 * @param lastVerification the last one that has shown that a backup of it can be restored, or null
 * @param objective   what was promised of its backups, or null
 * @param jobs        the full names of the jobs that have made them, as far as they are known, or tried to
 */
public record SourceSummary(
        @NonNull String id,
        @NonNull BackedUpSource subject,
        @CheckForNull Attempt lastAttempt,
        @CheckForNull Instant soundAt,
        @CheckForNull Long soundBytes,
        @CheckForNull Long soundAdded,
        int backups,
        @CheckForNull Proof lastProof,
        @CheckForNull Proof lastVerification,
        @CheckForNull SourceObjective objective,
        @NonNull Set<String> jobs) {
    /** Copies the set. */
    public SourceSummary {
        jobs = Set.copyOf(jobs);
    }

    /** By how much the newest sound backup is older than was promised; empty if it is not. Only the clock counts, not whether there were builds. */
    @NonNull
    public Optional<Duration> lateBy(@NonNull Instant now) {
        return Optional.ofNullable(objective).flatMap(promised -> promised.lateBy(soundAt, now));
    }
}
