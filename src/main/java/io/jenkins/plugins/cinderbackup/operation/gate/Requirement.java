package io.jenkins.plugins.cinderbackup.operation.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether a source is backed up well enough.
 *
 * @param maxAge how old its newest sound backup may be
 * @param now the controller's time
 */
record Requirement(Duration maxAge, Instant now) {
    /** The clocks of nodes and of the controller may differ by so much. A backup from later than that has a time that nobody can rely on. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /** What is missing, as the predicate of a sentence about the source; empty if nothing is. */
    Optional<String> problem(SourceStatus status) {
        KnownBackup newest = status.newest();
        if (newest == null) {
            return Optional.of("was never backed up.");
        }
        if (newest.time().isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("has a backup of " + time(newest) + " (" + newest.id() + "), which is "
                    + Durations.text(Duration.between(now, newest.time()))
                    + " in the future: nobody knows how old it is. Check the clocks of nodes and controller.");
        }
        if (!newest.sound()) {
            return Optional.of("has a newest backup (" + describe(newest) + ") that is " + newest.worth() + "; "
                    + soundOne(status.newestSound()));
        }
        Duration excess = age(newest).minus(maxAge);
        return excess.isNegative() || excess.isZero()
                ? Optional.empty()
                : Optional.of("has a newest sound backup (" + describe(newest) + ") that is " + Durations.text(excess)
                        + " too old.");
    }

    private String soundOne(@CheckForNull KnownBackup sound) {
        return sound == null ? "there is no sound one." : "the newest sound one is " + describe(sound) + ".";
    }

    /** Its id, time and age. */
    String describe(KnownBackup backup) {
        return backup.id() + ", " + time(backup) + ", " + Durations.text(age(backup)) + " ago";
    }

    private static Instant time(KnownBackup backup) {
        return backup.time().truncatedTo(ChronoUnit.SECONDS);
    }

    private Duration age(KnownBackup backup) {
        Duration age = Duration.between(backup.time(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
