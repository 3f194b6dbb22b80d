package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a {@link SourceCatalog}'s file has of a {@link SourceSummary}. */
record SourceOutline(
        @NonNull String source,
        @NonNull String repository,
        @NonNull String url,
        @CheckForNull Attempt lastAttempt,
        @CheckForNull Attempt lastSuccess,
        @NonNull List<Backup> backups,
        @NonNull List<Proof> proofs,
        @CheckForNull SourceObjective objective) {
    /**
     * A file of an earlier version of the plugin has no proofs.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    SourceOutline {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(url, "url");
        backups = List.copyOf(backups);
        proofs = proofs == null ? List.of() : List.copyOf(proofs);
    }

    /** See {@link BackupEntry}. */
    record Backup(
            @NonNull Instant time,
            @NonNull BackupWorth worth,
            @CheckForNull Long bytes,
            @CheckForNull Long added,
            @CheckForNull String job) {
        Backup {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(worth, "worth");
        }
    }

    @CheckForNull
    private static Proof last(Stream<Proof> proofs) {
        return proofs.min(Proof.NEWEST_FIRST).orElse(null);
    }

    SourceSummary summary(String id) {
        Optional<Backup> sound = backups.stream()
                .filter(backup -> backup.worth() == BackupWorth.SOUND)
                .max(Comparator.comparing(Backup::time));
        return new SourceSummary(
                id,
                source,
                url,
                lastAttempt,
                sound.map(Backup::time).orElse(null),
                sound.map(Backup::bytes).orElse(null),
                sound.map(Backup::added).orElse(null),
                backups.size(),
                last(proofs.stream()),
                last(proofs.stream().filter(Proof::verifies)),
                objective,
                Attempt.jobs(
                        Stream.of(lastAttempt, lastSuccess), backups.stream().map(Backup::job)));
    }
}
