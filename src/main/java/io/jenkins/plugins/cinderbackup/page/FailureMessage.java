package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.Failure;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.List;

/** A failure as lines for a user: each finding, and below it what to do. */
public final class FailureMessage {
    private static final int MAX_LINE = 2000;

    private FailureMessage() {}

    /** The lines of the findings, hints indented. */
    @NonNull
    public static List<String> lines(@NonNull List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(Printable.text(finding.message(), MAX_LINE));
            finding.hints().forEach(hint -> lines.add("    - " + Printable.text(hint, MAX_LINE)));
        }
        return lines;
    }

    /** All of it as the message of an exception: where it failed, why, what to do. */
    @NonNull
    public static String message(@NonNull Failure failure) {
        return "Backup failed in " + failure.phase() + ": " + String.join("\n", lines(failure.findings()));
    }
}
