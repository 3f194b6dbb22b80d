package io.jenkins.plugins.cinderbackup.operation.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.KnownProof;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a source is backed up well enough.
 *
 * @param maxAge how old its newest sound backup may be
 * @param verifiedWithin how long ago one of its backups must have been verified at most; null if that does not matter
 * @param now the controller's time
 */
record Requirement(Duration maxAge, @CheckForNull Duration verifiedWithin, Instant now) {
    private static final int SHOWN = 200;

    /** What is missing, as predicates of sentences about the source; empty if nothing is. */
    List<String> problems(SourceStatus status) {
        return Stream.of(backupProblem(status).map(problem -> problem + elsewhere(status)), proofProblem(status))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Without a wish for a proof, one that has failed counts until there is another backup. */
    private Optional<String> proofProblem(SourceStatus status) {
        KnownProof proof = status.lastProof();
        if (verifiedWithin == null && (proof == null || proof.good() || isNewer(status.newest(), proof))) {
            return Optional.empty();
        }
        if (proof == null) {
            return Optional.of("was never verified: no backup of it was restored to see whether it can be.");
        }
        String last = proof.at().truncatedTo(ChronoUnit.SECONDS) + ", " + Durations.text(since(proof.at())) + " ago";
        if (!proof.good()) {
            return Optional.of("was not good when it was verified last (" + last + ").");
        }
        Duration excess = since(proof.at()).minus(verifiedWithin);
        return isNone(excess)
                ? Optional.empty()
                : Optional.of("was verified last (" + last + ") " + Durations.text(excess) + " too long ago.");
    }

    private Optional<String> backupProblem(SourceStatus status) {
        KnownBackup newest = status.newest();
        if (newest == null) {
            return status.newerPaths().isEmpty()
                    ? Optional.of("was never backed up.")
                    : Optional.of("has no backup of the paths that are required.");
        }
        if (KnownBackup.isFromFuture(newest.time(), now)) {
            return Optional.of("has a backup of " + time(newest) + " (" + newest.id() + "), which is "
                    + Durations.text(Duration.between(now, newest.time()))
                    + " in the future: nobody knows how old it is. Check the clocks of nodes and controller.");
        }
        if (!newest.sound()) {
            return Optional.of("has a newest backup (" + describe(newest) + ") that is not sound (" + newest.worth()
                    + "); " + soundOne(status.newestSound()));
        }
        Duration excess = since(newest.time()).minus(maxAge);
        return isNone(excess)
                ? Optional.empty()
                : Optional.of("has a newest sound backup (" + describe(newest) + ") that is " + Durations.text(excess)
                        + " too old.");
    }

    /** A backup of one folder is none of the volume. */
    private static String elsewhere(SourceStatus status) {
        return status.newerPaths().isEmpty()
                ? ""
                : " Its newest backup is of " + Printable.text(String.join(", ", status.newerPaths()), SHOWN)
                        + ": set `paths` to that where it is what is required.";
    }

    private String soundOne(@CheckForNull KnownBackup sound) {
        return sound == null ? "there is no sound one." : "the newest sound one is " + describe(sound) + ".";
    }

    /** Its id, time and age. */
    String describe(KnownBackup backup) {
        return backup.id() + ", " + time(backup) + ", " + Durations.text(since(backup.time())) + " ago";
    }

    private static Instant time(KnownBackup backup) {
        return backup.time().truncatedTo(ChronoUnit.SECONDS);
    }

    private Duration since(Instant then) {
        Duration age = Duration.between(then, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static boolean isNewer(@CheckForNull KnownBackup backup, KnownProof proof) {
        return backup != null && backup.time().isAfter(proof.at());
    }

    private static boolean isNone(Duration excess) {
        return excess.isNegative() || excess.isZero();
    }
}
