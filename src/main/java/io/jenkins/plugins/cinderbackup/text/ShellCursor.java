package io.jenkins.plugins.cinderbackup.text;

/** A place in a shell's input, and the line that it is in. */
final class ShellCursor {
    private final String input;
    private int at;
    private int line = 1;

    ShellCursor(String input) {
        this.input = input;
    }

    static boolean beginsName(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    private static boolean isOfName(char c) {
        return beginsName(c) || c >= '0' && c <= '9';
    }

    boolean isAtEnd() {
        return at >= input.length();
    }

    /** From 1. */
    int line() {
        return line;
    }

    char peek() {
        return input.charAt(at);
    }

    char next() {
        char c = input.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** Whether the text comes next. */
    boolean sees(String wanted) {
        return input.startsWith(wanted, at);
    }

    /** Goes past the text, if that comes next. */
    boolean take(String wanted) {
        boolean there = sees(wanted);
        if (there) {
            upTo(at + wanted.length());
        }
        return there;
    }

    boolean take(char wanted) {
        boolean there = !isAtEnd() && peek() == wanted;
        if (there) {
            next();
        }
        return there;
    }

    /** The name that begins here, or an empty text. */
    String name() {
        int end = at;
        while (end < input.length() && (end == at ? beginsName(input.charAt(end)) : isOfName(input.charAt(end)))) {
            end++;
        }
        return upTo(end);
    }

    /** The name before the equals sign that begins an assignment, past which this goes; or an empty text, and it stays here. */
    String assignedName() {
        int before = at;
        String name = name();
        if (!name.isEmpty() && take('=')) {
            return name;
        }
        at = before;
        return "";
    }

    /** Where the character is next, or a negative number. */
    int find(char wanted) {
        return input.indexOf(wanted, at);
    }

    /** The text from here up to the place, which becomes the new one. */
    String upTo(int end) {
        int begin = at;
        while (at < end) {
            next();
        }
        return input.substring(begin, end);
    }

    /** Goes to the line's end. */
    void skipLine() {
        skipTo('\n');
    }

    /** Goes to the next such character, or to the end. */
    void skipTo(char wanted) {
        int end = find(wanted);
        upTo(end < 0 ? input.length() : end);
    }

    /** Goes past the parenthesis that closes the one which begins here. */
    void skipParentheses() {
        int open = 0;
        do {
            char c = next();
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        } while (open > 0 && !isAtEnd());
    }
}
