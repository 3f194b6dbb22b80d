package io.jenkins.plugins.cinderbackup.restic;

/**
 * Whether a pattern is well-formed for Go's {@code path/filepath.Match}, by which restic matches each name of a path. restic refuses others
 * when it starts, which would be after the snapshot and the volume were made.
 */
final class GlobSyntax {
    private GlobSyntax() {}

    static boolean isValid(String pattern) {
        for (String name : pattern.split("/")) {
            if (!isValidName(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValidName(String name) {
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i++);
            if (c == '\\') {
                if (i++ == name.length()) {
                    return false;
                }
            } else if (c == '[') {
                i = endOfClass(name, i);
                if (i < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The index after the class that begins at {@code i}, or -1: {@code [ '^' ] range { range } ']'}. */
    private static int endOfClass(String name, int i) {
        int at = i < name.length() && name.charAt(i) == '^' ? i + 1 : i;
        boolean empty = true;
        while (at < name.length()) {
            if (name.charAt(at) == ']' && !empty) {
                return at + 1;
            }
            at = endOfCharacter(name, at);
            if (at > 0 && at < name.length() && name.charAt(at) == '-') {
                at = endOfCharacter(name, at + 1);
            }
            if (at < 0) {
                return -1;
            }
            empty = false;
        }
        return -1;
    }

    private static int endOfCharacter(String name, int at) {
        if (at >= name.length() || name.charAt(at) == '-' || name.charAt(at) == ']') {
            return -1;
        }
        int end = at + (name.charAt(at) == '\\' ? 2 : 1);
        return end < name.length() ? end : -1;
    }
}
