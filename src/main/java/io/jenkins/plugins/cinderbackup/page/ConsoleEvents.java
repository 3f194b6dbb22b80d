package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunListener;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A run on the build's console: {@code [cinder-backup shop/uploads]} first on each line, so that the lines of parallel branches are told apart, and
 * nothing that could start a line of its own, or leak.
 */
public final class ConsoleEvents implements RunListener {
    private static final int MAX_SUBJECT = 100;
    private static final int MAX_LINE = 2000;

    private final String subject;
    private final PrintStream console;
    private final UnaryOperator<String> masking;

    /** @param subject what is backed up, in a word */
    public ConsoleEvents(
            @NonNull String subject, @NonNull PrintStream console, @NonNull UnaryOperator<String> masking) {
        this.subject = subject;
        this.console = console;
        this.masking = masking;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.PhaseEntered entered) {
            line(entered.phase().label());
        } else if (event instanceof RunEvent.Note note) {
            line("  " + note.text());
        } else if (event instanceof RunEvent.Warning warning) {
            line("  WARNING: " + warning.text());
        } else if (event instanceof RunEvent.Retrying retrying) {
            line("  Retrying in " + Durations.text(retrying.after()) + ": " + retrying.text());
        } else if (event instanceof RunEvent.Working working) {
            line("  " + progress(working.progress()));
        } else if (event instanceof RunEvent.Failed failed) {
            line("FAILED in " + failed.failure().phase() + ":");
            FailureMessage.lines(failed.failure().findings()).forEach(text -> line("  " + text));
        } else if (event instanceof RunEvent.Finished finished) {
            summary(finished.report());
        }
    }

    /** One line of our own. */
    public void line(@NonNull String text) {
        String whose = "[cinder-backup " + Printable.text(masking.apply(subject), MAX_SUBJECT) + "] ";
        console.println(whose + Printable.text(masking.apply(text), MAX_LINE));
    }

    private static String progress(Progress progress) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%3.0f %%, ", progress.fraction() * 100))
                .append(RunProgress.amounts(progress));
        double seconds = progress.elapsed().toMillis() / 1000.0;
        if (seconds > 0 && progress.bytesDone() > 0) {
            text.append(", ")
                    .append(Sizes.binary((long) (progress.bytesDone() / seconds)))
                    .append("/s");
        }
        if (!progress.remaining().isZero()) {
            text.append(", ").append(Durations.text(progress.remaining())).append(" left");
        }
        if (progress.errors() > 0) {
            text.append(", ").append(progress.errors()).append(" files unreadable");
        }
        return text.toString();
    }

    private void summary(RunReport report) {
        line(report.result().phase() + " after " + Durations.text(report.duration()) + phases(report.phases()));
        report.lines().forEach(text -> line("  " + text));
        list("Warnings", report.warnings());
        list("Left behind, to be removed in the background", report.leftovers());
    }

    private static String phases(Map<PhaseId, java.time.Duration> phases) {
        return phases.isEmpty()
                ? ""
                : phases.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Durations.text(entry.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private void list(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            line("  " + title + ":");
            entries.forEach(entry -> line("    - " + entry));
        }
    }
}
