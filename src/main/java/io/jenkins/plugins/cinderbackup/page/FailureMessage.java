package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.Failure;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /**
     * All of it as the message of an exception: what failed and where, why, what to do.
     *
     * @param operation the kind of the operation
     */
    @NonNull
    public static String of(@NonNull String operation, @NonNull Failure failure) {
        return message(operation, " failed in " + failure.phase(), failure.findings());
    }

    /** The same of a run that could not begin, or cannot go on. */
    @NonNull
    public static String of(@NonNull String operation, @NonNull List<Finding> findings) {
        return message(operation, " failed", findings);
    }

    private static String message(String operation, String where, List<Finding> findings) {
        return operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1) + where + ": "
                + String.join("\n", lines(findings));
    }
}
