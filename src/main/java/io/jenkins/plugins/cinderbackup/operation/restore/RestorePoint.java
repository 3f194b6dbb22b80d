package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.restic.BackedUpVolume;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The one backup that is restored.
 *
 * @param resticId its whole id in the repository, or null if it is a Cinder snapshot alone
 * @param cinderSnapshotId the Cinder snapshot that the data come from, or null if they come from the repository
 * @param time when it was made
 * @param paths what of the volume it is of, as in the container; null if it is a Cinder snapshot alone
 * @param volume what is known of the volume that was backed up
 */
public record RestorePoint(
        @CheckForNull String resticId,
        @CheckForNull String cinderSnapshotId,
        Instant time,
        @CheckForNull List<String> paths,
        BackedUpVolume volume) {
    /** Known once it is found. */
    static final Fact<RestorePoint> FACT = new Fact<>("restorePoint", RestorePoint.class);

    /** That of a run, once it is found. */
    public static Optional<RestorePoint> of(RunJournal journal) {
        return journal.facts().get(FACT);
    }

    static RestorePoint of(RunContext run) {
        return run.fact(FACT).orElseThrow();
    }

    /** Whether restic is to restore it. */
    static boolean isInRepository(RunContext run) {
        return run.fact(FACT).filter(point -> point.cinderSnapshotId == null).isPresent();
    }

    /** By what a user tells it from others. */
    public String id() {
        return resticId == null ? String.valueOf(cinderSnapshotId) : resticId;
    }

    /** Where its data come from, as the step returns it. */
    String from() {
        return cinderSnapshotId == null ? "repository" : "snapshot";
    }

    /** Which it is, of when, and how old. */
    public String describe(Instant now) {
        String what = resticId == null ? "Cinder snapshot " + cinderSnapshotId : "restic snapshot " + resticId;
        String kept = resticId == null || cinderSnapshotId == null
                ? ""
                : ", restored from Cinder snapshot " + cinderSnapshotId + ", which was kept of it";
        return what + " of " + time.truncatedTo(ChronoUnit.SECONDS) + ", " + Durations.text(age(now)) + " old" + kept;
    }

    private Duration age(Instant now) {
        return time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
    }
}
