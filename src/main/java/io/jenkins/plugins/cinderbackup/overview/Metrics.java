package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.Attempt;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What is known of all sources as gauges. They have instants and no ages, so that they are right also where they were read before Jenkins went down.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private static final String PREFIX = "cinder_backup_";
    private static final double MILLIS = 1000.0;

    private final List<SourceSummary> sources;
    private final int leftovers;
    private final StringBuilder text = new StringBuilder();

    /** @param leftovers how many runs have left something behind */
    Metrics(@NonNull List<SourceSummary> sources, int leftovers) {
        this.sources = sources;
        this.leftovers = leftovers;
    }

    @NonNull
    String text() {
        gauge(
                "last_success_timestamp_seconds",
                "When the newest sound backup that the repository has was made.",
                source -> seconds(source.soundAt()));
        gauge(
                "last_attempt_timestamp_seconds",
                "When the last run began that was to back it up.",
                attempt(last -> seconds(last.at())));
        gauge(
                "last_result",
                "How that ended: 0 success, 1 unstable, 2 failure, 4 aborted.",
                attempt(last -> last.result() == null ? null : number(last.result())));
        gauge(
                "last_duration_seconds",
                "How long it took.",
                attempt(last -> last.duration() == null ? null : seconds(last.duration())));
        family(
                "last_bytes",
                "Bytes of the newest sound backup: of its files, or of its volume where Cinder has made it, and what"
                        + " it has added to the repository.");
        sources.forEach(source -> sample("last_bytes", source, kind(source), source.soundBytes()));
        sources.forEach(source -> sample("last_bytes", source, ",kind=\"added\"", source.soundAdded()));
        gauge("backups", "How many backups there are, sound or not.", SourceSummary::backups);
        gauge(
                "rpo_objective_seconds",
                "How old the newest sound backup may be.",
                objective(promised -> promised.rpo() == null ? null : seconds(promised.rpo())));
        gauge(
                "verify_last_success_timestamp_seconds",
                "When a verification has last shown that a backup can be restored.",
                proof(last -> seconds(last.at())));
        gauge("restore_seconds", "How long that restore took.", proof(Proof::restoreSeconds));
        gauge(
                "rto_objective_seconds",
                "How long a restore may take.",
                objective(promised -> promised.rto() == null ? null : seconds(promised.rto())));
        family("leftovers", "Runs that have left something behind that is being removed.");
        text.append(PREFIX).append("leftovers ").append(leftovers).append('\n');
        return text.toString();
    }

    private static Function<SourceSummary, Number> attempt(Function<Attempt, Number> value) {
        return source -> source.lastAttempt() == null ? null : value.apply(source.lastAttempt());
    }

    private static Function<SourceSummary, Number> proof(Function<Proof, Number> value) {
        return source -> source.lastVerification() == null ? null : value.apply(source.lastVerification());
    }

    private static Function<SourceSummary, Number> objective(Function<Objective, Number> value) {
        return source -> source.objective() == null
                ? null
                : value.apply(source.objective().objective());
    }

    private void gauge(String name, String help, Function<SourceSummary, Number> value) {
        family(name, help);
        sources.forEach(source -> sample(name, source, "", value.apply(source)));
    }

    private void family(String name, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ").append(PREFIX).append(name).append(" gauge\n");
    }

    /** Nothing if nobody knows the value. */
    private void sample(String name, SourceSummary source, String moreLabels, @CheckForNull Number value) {
        if (value == null) {
            return;
        }
        SourceParts parts = SourceParts.of(source.subject());
        text.append(PREFIX)
                .append(name)
                .append("{cluster=\"")
                .append(escaped(parts.cluster()))
                .append("\",namespace=\"")
                .append(escaped(parts.namespace() == null ? "" : parts.namespace()))
                .append("\",pvc=\"")
                .append(escaped(parts.pvc() == null ? parts.volumeId() : parts.pvc()))
                .append("\",repository=\"")
                .append(escaped(source.subject().url()))
                .append('"')
                .append(moreLabels)
                .append("} ")
                .append(value)
                .append('\n');
    }

    /** What {@link SourceSummary#soundBytes} are. */
    private static String kind(SourceSummary source) {
        return switch (source.subject().type()) {
            case RESTIC -> ",kind=\"files\"";
            case CINDER -> ",kind=\"volume\"";
        };
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @CheckForNull
    private static Number seconds(@CheckForNull Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }

    private static Number seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    /** As Jenkins numbers them. */
    private static Number number(RunResult result) {
        return switch (result) {
            case SUCCESS -> 0;
            case UNSTABLE -> 1;
            case FAILURE -> 2;
            case ABORTED -> 4;
        };
    }
}
