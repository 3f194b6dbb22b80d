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
        @NonNull List<Backup> backups) {
    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    SourceOutline {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(url, "url");
        backups = List.copyOf(backups);
    }

    /** See {@link BackupEntry}. */
    record Backup(
            @NonNull Instant time,
            @NonNull BackupWorth worth,
            @CheckForNull Long bytes,
            @CheckForNull String job) {
        Backup {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(worth, "worth");
        }
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
                backups.size(),
                Attempt.jobs(
                        Stream.of(lastAttempt, lastSuccess), backups.stream().map(Backup::job)));
    }
}
