package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a verification that is over has come to. One of the repository alone has no backup: it has restored nothing.
 *
 * @param run            its id
 * @param at             when it ended
 * @param good           whether all was as it should be; null if that was not found out, which says nothing about the backup
 * @param backup         restic's id of the backup that was to be restored, or null
 * @param backupTime     when that was made, or null
 * @param paths          what of the volume that is of, as in the container; null if there is none, or nobody knows
 * @param passed         the checks that it has passed, in their order: by their names in what the step returns
 * @param restoreSeconds how long the restore took, or null
 * @param bytes          how many bytes were restored, or null
 * @param job            the full name of the job
 * @param build          the number of the build
 */
public record Proof(
        @NonNull String run,
        @NonNull Instant at,
        @CheckForNull Boolean good,
        @CheckForNull String backup,
        @CheckForNull Instant backupTime,
        @CheckForNull List<String> paths,
        @NonNull List<String> passed,
        @CheckForNull Long restoreSeconds,
        @CheckForNull Long bytes,
        @NonNull String job,
        @NonNull String build) {
    static final Comparator<Proof> NEWEST_FIRST =
            Comparator.comparing(Proof::at).reversed().thenComparing(Proof::run);

    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    public Proof {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
        passed = List.copyOf(passed);
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(build, "build");
    }

    /** Whether it has shown that a backup can be restored. */
    public boolean verifies() {
        return backup != null && Boolean.TRUE.equals(good);
    }

    /** Whether a test has looked at what was restored, and found it good. */
    public boolean tested() {
        return passed.contains(VerifyOperation.TESTED);
    }

    /** In a few words, such as {@code verified}. */
    @NonNull
    public String words() {
        if (good == null) {
            return "no answer";
        }
        if (!good) {
            return "not good";
        }
        return backup == null ? "repository checked" : "verified";
    }
}
