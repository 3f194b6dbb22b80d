package io.jenkins.plugins.cinderbackup.restic;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A pattern of restic that begins at the root, as a test of paths. Each name of it is one of Go's {@code path/filepath.Match}, which {@link GlobSyntax} has found to be
 * well-formed, and {@code **} is any number of folders: restic's documentation, "Excluding files".
 */
final class PathPattern {
    private static final String FOLDERS = "**";
    private static final String NOT_A_SLASH = "[^/]";

    private PathPattern() {}

    /** Whether a path is what the pattern names itself, and not only something below it. */
    static Predicate<String> matching(String pattern) {
        StringBuilder regex = new StringBuilder();
        String[] names = pattern.split("/");
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (name.equals(FOLDERS)) {
                // At the end it is what is in the folder, and not the folder itself
                regex.append("(/[^/]+)").append(i == names.length - 1 ? '+' : '*');
            } else if (!name.isEmpty() && !name.equals(".")) {
                regex.append('/');
                append(regex, name);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static void append(StringBuilder regex, String name) {
        int i = 0;
        while (i < name.length()) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c == '*') {
                regex.append(NOT_A_SLASH).append('*');
            } else if (c == '?') {
                regex.append(NOT_A_SLASH);
            } else if (c == '[') {
                i = appendClass(regex, name, i);
            } else if (c == '\\') {
                int escaped = name.codePointAt(i);
                i += Character.charCount(escaped);
                appendLiteral(regex, escaped);
            } else {
                appendLiteral(regex, c);
            }
        }
    }

    /** Answers the index behind the class that begins at {@code i}. */
    private static int appendClass(StringBuilder regex, String name, int i) {
        int at = i;
        boolean not = name.charAt(at) == '^';
        regex.append(not ? "[^" : "[");
        if (not) {
            at++;
        }
        boolean empty = true;
        while (empty || name.charAt(at) != ']') {
            empty = false;
            if (name.charAt(at) == '-') {
                // Between two characters: GlobSyntax lets it be nowhere else
                regex.append('-');
                at++;
            }
            if (name.charAt(at) == '\\') {
                at++;
            }
            int c = name.codePointAt(at);
            at += Character.charCount(c);
            appendLiteral(regex, c);
        }
        regex.append(']');
        return at + 1;
    }

    private static void appendLiteral(StringBuilder regex, int c) {
        if (Character.isLetterOrDigit(c)) {
            regex.appendCodePoint(c);
        } else {
            // Of any meaning that it could have for Java, within a class or not
            regex.append("\\x{").append(Integer.toHexString(c)).append('}');
        }
    }
}
