package io.jenkins.plugins.cinderbackup.restic;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pattern of restic that begins at the root, as a test of paths. Each name of it is one of Go's {@code path/filepath.Match}, which {@link GlobSyntax} has found to be
 * well-formed, and {@code **} is any number of folders: restic's documentation, "Excluding files".
 */
final class PathPattern {
    private static final String FOLDERS = "**";
    private static final String NOT_A_SLASH = "[^/]";
    private static final String FOLDER = "(?:/[^/]++)";
    private static final String END_OF_NAME = "(?=/|\\z)";

    private PathPattern() {}

    /** Whether a path is what the pattern names itself, and not only something below it. */
    static Predicate<String> matching(String pattern) {
        List<String> names = Stream.of(pattern.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        Sequence regex = new Sequence(FOLDER + "*");
        for (String name : names) {
            if (name.equals(FOLDERS)) {
                regex.anything();
            } else {
                regex.append("/" + name(name) + END_OF_NAME);
            }
        }
        // Of several ** restic lets but one be no folder at all
        String longEnough = "(?=" + FOLDER + "{" + Math.max(0, names.size() - 1) + "})";
        // At the end it is what is in the folder, and not the folder itself
        boolean isInFolder = !names.isEmpty() && names.get(names.size() - 1).equals(FOLDERS);
        return Pattern.compile(longEnough + regex + (isInFolder ? FOLDER : ""), Pattern.DOTALL)
                .asMatchPredicate();
    }

    private static String name(String name) {
        Sequence regex = new Sequence(NOT_A_SLASH + "*");
        int i = 0;
        while (i < name.length()) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c == '*') {
                regex.anything();
            } else if (c == '?') {
                regex.append(NOT_A_SLASH);
            } else if (c == '[') {
                StringBuilder characters = new StringBuilder();
                i = appendClass(characters, name, i);
                regex.append(characters.toString());
            } else if (c == '\\') {
                int escaped = name.codePointAt(i);
                i += Character.charCount(escaped);
                regex.append(literal(escaped));
            } else {
                regex.append(literal(c));
            }
        }
        return regex.toString();
    }

    /** Answers the index behind the class that begins at {@code i}. */
    private static int appendClass(StringBuilder regex, String name, int i) {
        int at = i;
        boolean not = name.charAt(at) == '^';
        // Of one name, whatever the class has or excludes
        regex.append("(?!/)").append(not ? "[^" : "[");
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
            regex.append(literal(c));
        }
        regex.append(']');
        return at + 1;
    }

    private static String literal(int c) {
        // Of any meaning that it could have for Java, within a class or not
        return Character.isLetterOrDigit(c) ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}";
    }

    /**
     * A regular expression with places that anything may fill. What is between two of these is taken where it fits first, and never looked for again: else
     * a few of them, in a long name or a deep folder, would take hours.
     */
    private static final class Sequence {
        private final String anything;
        private final StringBuilder before = new StringBuilder();
        private final StringBuilder part = new StringBuilder();
        private boolean isFree;

        Sequence(String anything) {
            this.anything = anything;
        }

        void append(String element) {
            part.append(element);
        }

        void anything() {
            if (isFree && !part.isEmpty()) {
                before.append("(?>").append(anything).append('?').append(part).append(')');
            } else {
                before.append(part);
            }
            part.setLength(0);
            isFree = true;
        }

        @Override
        public String toString() {
            return before + (isFree ? anything : "") + part;
        }
    }
}
