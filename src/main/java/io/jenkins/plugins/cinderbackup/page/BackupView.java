package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One backup in the words and numbers that pages show; they escape them. */
public final class BackupView {
    private static final String GONE_ON_WITHOUT =
            "Jenkins stopped while this backup ran. This is what is known of it; how long its last phase took is not.";

    private final BackupRecord backup;
    private final BackupProgress progress;
    private final String interruption;
    private final long removedAtMillis;
    private final Instant now;

    /** @param building whether the build goes on, without which no run does */
    BackupView(@NonNull BackupResultAction action, boolean building, @NonNull Instant now) {
        this.backup = action.getBackup();
        this.progress = action.getProgress();
        this.removedAtMillis = action.getRemovedAtMillis();
        this.now = now;
        if (backup.isOver()) {
            interruption = null;
        } else if (action.getInterruption() != null) {
            interruption = action.getInterruption();
        } else {
            interruption = building ? null : GONE_ON_WITHOUT;
        }
    }

    /** All that is known. */
    @NonNull
    public BackupRecord getBackup() {
        return backup;
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return !backup.isOver() && interruption == null;
    }

    /** Whether it deserves a look: it goes on, or did not go well. */
    public boolean isNoteworthy() {
        return isRunning()
                || interruption != null
                || backup.getResult() == RunResult.FAILURE
                || backup.getResult() == RunResult.ABORTED;
    }

    /** Why it will never be over, in one sentence, or null. */
    @CheckForNull
    public String getInterruption() {
        return interruption;
    }

    /** What is there and should not be; none of it once it was removed. */
    @NonNull
    public List<String> getLeftovers() {
        return removedAtMillis == 0 ? backup.getLeftovers() : List.of();
    }

    /** When the last of what was left behind was removed, ISO-8601 in UTC, or null. */
    @CheckForNull
    public String getRemovedAt() {
        return removedAtMillis == 0 ? null : utc(removedAtMillis);
    }

    /** How far restic is, or null if it is not at work. */
    @CheckForNull
    public BackupProgress getProgress() {
        return isRunning() ? progress : null;
    }

    /** The icon of the result: the one of a build that ends, or runs, like this. */
    @NonNull
    public String getIcon() {
        if (isRunning()) {
            return "symbol-status-nobuilt-anime";
        }
        if (interruption != null) {
            return "symbol-status-aborted";
        }
        return switch (backup.getResult()) {
            case SUCCESS -> "symbol-status-blue";
            case UNSTABLE -> "symbol-status-yellow";
            case FAILURE -> "symbol-status-red";
            case ABORTED -> "symbol-status-aborted";
        };
    }

    /** What became of it in a word or three, such as {@code Succeeded}. */
    @NonNull
    public String getOutcome() {
        if (interruption != null) {
            return "Interrupted";
        }
        if (isRunning()) {
            return "Running: " + backup.getPhase();
        }
        return backup.getPhase() + (backup.isDryRun() ? " (dry run)" : "");
    }

    /** How long it took, or takes already. */
    @NonNull
    public String getDuration() {
        return Durations.text(Duration.ofMillis(isRunning() ? elapsed() : backup.getDurationMillis()));
    }

    /** The size of the backup and what is new in it, or null if none was made. */
    @CheckForNull
    public String getSizes() {
        return isBackedUp()
                ? Sizes.binary(backup.getBytesProcessed()) + ", " + Sizes.binary(backup.getBytesAdded()) + " added"
                : null;
    }

    /** The files of the backup, or null if none was made. */
    @CheckForNull
    public String getFiles() {
        return isBackedUp()
                ? String.format(
                        Locale.ROOT,
                        "%,d new, %,d changed, %,d unmodified",
                        backup.getFilesNew(),
                        backup.getFilesChanged(),
                        backup.getFilesUnmodified())
                : null;
    }

    private boolean isBackedUp() {
        return backup.getResticSnapshotId() != null;
    }

    /** When it began, ISO-8601 in UTC. */
    @NonNull
    public String getStartedAt() {
        return utc(backup.getStartedAtMillis());
    }

    private static String utc(long millis) {
        return Instant.ofEpochSecond(millis / 1000).toString();
    }

    /** The phases on a common axis of time. */
    @NonNull
    public List<PhaseBar> getTimeline() {
        return PhaseBar.of(backup, isRunning() ? elapsed() : 0);
    }

    private long elapsed() {
        return Math.max(0, now.toEpochMilli() - backup.getStartedAtMillis());
    }
}
