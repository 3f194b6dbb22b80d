package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One run in the words and numbers that pages show; they escape them. */
public final class RunView {
    private final RunRecord record;
    private final Conclusion conclusion;
    private final RunProgress progress;
    private final String interruption;
    private final long removedAtMillis;
    private final Instant now;

    /** @param building whether the build goes on, without which no run does */
    RunView(@NonNull RunResultAction action, boolean building, @NonNull Instant now) {
        this.record = action.getRecord();
        this.conclusion = Operations.ofKind(record.getOperation())
                .<Conclusion>map(Operation::conclusion)
                .orElse(Conclusion.NONE);
        this.progress = action.getProgress();
        this.removedAtMillis = action.getRemovedAtMillis();
        this.now = now;
        if (record.isOver()) {
            interruption = null;
        } else if (action.getInterruption() != null) {
            interruption = action.getInterruption();
        } else {
            interruption = building
                    ? null
                    : "Jenkins stopped while this " + record.getOperation()
                            + " ran. This is what is known of it; how long its last phase took is not.";
        }
    }

    /** All that is known. */
    @NonNull
    public RunRecord getRecord() {
        return record;
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return !record.isOver() && interruption == null;
    }

    /** Whether it deserves a look: it goes on, or did not go well. */
    public boolean isNoteworthy() {
        return isRunning()
                || interruption != null
                || record.getResult() == RunResult.FAILURE
                || record.getResult() == RunResult.ABORTED;
    }

    /** Why it will never be over, in one sentence, or null. */
    @CheckForNull
    public String getInterruption() {
        return interruption;
    }

    /** What is there and should not be; none of it once it was removed. */
    @NonNull
    public List<String> getLeftovers() {
        return removedAtMillis == 0 ? record.getLeftovers() : List.of();
    }

    /** When the last of what was left behind was removed, ISO-8601 in UTC, or null. */
    @CheckForNull
    public String getRemovedAt() {
        return removedAtMillis == 0 ? null : utc(removedAtMillis);
    }

    /** How far restic is, or null if it is not at work. */
    @CheckForNull
    public RunProgress getProgress() {
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
        return icon(record.getResult());
    }

    /** The same of any run that ended so. */
    @NonNull
    public static String icon(@NonNull RunResult result) {
        return switch (result) {
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
            return "Running: " + record.getPhase();
        }
        return record.getPhase() + (record.isDryRun() ? " (dry run)" : "");
    }

    /** How long it took, or takes already. */
    @NonNull
    public String getDuration() {
        return Durations.text(Duration.ofMillis(isRunning() ? elapsed() : record.getDurationMillis()));
    }

    /** What it does, and where to; a restore says both. */
    @NonNull
    public String getTitle() {
        String destination = record.getDestination();
        return destination == null || record.getDescription().endsWith(destination)
                ? record.getDescription()
                : record.getDescription() + " → " + destination;
    }

    /** What it has come to in a few words, such as the size of a backup, or null. */
    @CheckForNull
    public String getSummary() {
        return conclusion.summary(record.getValues()).orElse(null);
    }

    /** What it has come to. */
    @NonNull
    public List<ResultRow> getRows() {
        return conclusion.rows(record.getValues());
    }

    /** When it began, ISO-8601 in UTC. */
    @NonNull
    public String getStartedAt() {
        return utc(record.getStartedAtMillis());
    }

    private static String utc(long millis) {
        return Instant.ofEpochSecond(millis / 1000).toString();
    }

    /** The phases on a common axis of time. */
    @NonNull
    public List<PhaseBar> getTimeline() {
        return PhaseBar.of(record, isRunning() ? elapsed() : 0);
    }

    private long elapsed() {
        return Math.max(0, now.toEpochMilli() - record.getStartedAtMillis());
    }
}
