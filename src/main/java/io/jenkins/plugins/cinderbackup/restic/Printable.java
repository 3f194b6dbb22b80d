package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/** Makes text from outside (file names, server messages, restic's output) safe to show in a console line or on a page. */
public final class Printable {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /**
     * The text in one line of at most {@code max} UTF-16 units, in which nothing can start a line, colour it, reverse it or hide in it: controls,
     * line separators, directional marks, other invisible characters and halves of a surrogate pair are written as {@code \}{@code uXXXX}. A longer
     * text ends in an ellipsis. {@code null} becomes the empty text.
     */
    @NonNull
    public static String text(@CheckForNull String text, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max must be at least 1, not " + max);
        }
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        // What would be cut off is not looked at: the text may have megabytes
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            String piece = isHarmless(c) ? Character.toString(c) : escaped(c);
            boolean last = next == text.length();
            if (shown.length() + piece.length() > (last ? max : max - 1)) {
                return shown.append('…').toString();
            }
            shown.append(piece);
        }
        return shown.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            // Persian and Indic names and emoji need the joiners; they neither reorder nor hide other text
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    private static String escaped(int c) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            escaped.append(String.format("\\u%04x", (int) unit));
        }
        return escaped.toString();
    }
}
