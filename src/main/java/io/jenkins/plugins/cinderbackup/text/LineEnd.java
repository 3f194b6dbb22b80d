package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.NonNull;

/** The line end that {@code echo}, an editor or a paste leaves behind a value, and that is no part of it. */
public final class LineEnd {
    private LineEnd() {}

    /** The text without the line ends at its end; blanks there may be meant, and stay. */
    @NonNull
    public static String without(@NonNull String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
