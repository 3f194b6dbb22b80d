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
        @NonNull BackedUpSource subject,
        @CheckForNull Attempt lastAttempt,
        @CheckForNull Attempt lastSuccess,
        @NonNull List<Snapshot> snapshots,
        @NonNull List<VolumeBackup> volumeBackups,
        @NonNull List<Proof> proofs,
        @CheckForNull SourceObjective objective) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    SourceOutline {
        Objects.requireNonNull(subject, "subject");
        snapshots = List.copyOf(snapshots);
        volumeBackups = List.copyOf(volumeBackups);
        proofs = List.copyOf(proofs);
    }

    /** See {@link ResticBackup}. */
    record Snapshot(
            @NonNull Instant time,
            @NonNull BackupWorth worth,
            @CheckForNull Long bytes,
            @CheckForNull Long added,
            @CheckForNull String job) {
        Snapshot {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(worth, "worth");
        }
    }

    /** See {@link CinderBackup}. */
    record VolumeBackup(
            @NonNull Instant time, long sizeGiB, @NonNull String job) {
        VolumeBackup {
            Objects.requireNonNull(time, "time");
        }

        /** The same where each has what one of either kind has. */
        private Snapshot common() {
            return new Snapshot(time, BackupWorth.SOUND, CinderBackup.bytes(sizeGiB), null, job);
        }
    }

    @CheckForNull
    private static Proof last(Stream<Proof> proofs) {
        return proofs.min(Proof.NEWEST_FIRST).orElse(null);
    }

    SourceSummary summary(String id) {
        List<Snapshot> backups = Stream.concat(
                        snapshots.stream(), volumeBackups.stream().map(VolumeBackup::common))
                .toList();
        Optional<Snapshot> sound = backups.stream()
                .filter(backup -> backup.worth() == BackupWorth.SOUND)
                .max(Comparator.comparing(Snapshot::time));
        return new SourceSummary(
                id,
                subject,
                lastAttempt,
                sound.map(Snapshot::time).orElse(null),
                sound.map(Snapshot::bytes).orElse(null),
                sound.map(Snapshot::added).orElse(null),
                backups.size(),
                last(proofs.stream()),
                last(proofs.stream().filter(Proof::verifies)),
                objective,
                Attempt.jobs(
                        Stream.of(lastAttempt, lastSuccess), backups.stream().map(Snapshot::job)));
    }
}
