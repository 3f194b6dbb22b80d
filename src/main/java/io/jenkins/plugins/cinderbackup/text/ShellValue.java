package io.jenkins.plugins.cinderbackup.text;

import io.jenkins.plugins.cinderbackup.text.ShellFile.Assignment;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Obstacle;
import java.util.Map;

/** Reads the words of a shell's input: quotes, escapes and references to variables that were set before. */
final class ShellValue {
    /** Of all references together: a few lines that double a value could else fill the memory. */
    private static final int MAX_EXPANDED = 1 << 20;
    /** Of defaults within defaults. */
    private static final int MAX_DEPTH = 10;

    private static final String WORD = " \t\n;";
    /** What is an operator where it is not quoted. */
    private static final String OPERATORS = "&|<>()";
    /** After a dollar sign: the shell's own parameters. */
    private static final String SPECIAL = "0123456789?$!@*#-";

    private final ShellCursor cursor;
    private final Map<String, Assignment> known;
    private final StringBuilder text = new StringBuilder();
    private Obstacle obstacle;
    private int expanded;

    ShellValue(ShellCursor cursor, Map<String, Assignment> known) {
        this.cursor = cursor;
        this.known = known;
    }

    /** Reads up to the end of the word and answers the variable with that value. */
    Assignment assigned(String name, int line) {
        word();
        return obstacle == null
                ? new Assignment(name, line, text.toString(), null)
                : new Assignment(name, line, null, obstacle);
    }

    /** Reads up to the end of the word, and answers what a shell would make of it. */
    String word() {
        text.setLength(0);
        obstacle = null;
        unquoted(WORD, 0);
        if (text.indexOf("\0") >= 0) {
            hinder(Obstacle.NUL);
        }
        return text.toString();
    }

    /** @param end the characters that end it */
    private void unquoted(String end, int depth) {
        while (!cursor.isAtEnd() && end.indexOf(cursor.peek()) < 0) {
            char next = cursor.peek();
            if (OPERATORS.indexOf(next) >= 0) {
                hinder(Obstacle.UNQUOTED);
            }
            cursor.next();
            switch (next) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted(depth);
                case '\\' -> escaped(true);
                case '$' -> reference(depth, true);
                case '`' -> hinder(Obstacle.COMMAND);
                default -> text.append(next);
            }
        }
    }

    private void singleQuoted() {
        int close = cursor.find('\'');
        if (close < 0) {
            unclosed();
        } else {
            text.append(cursor.upTo(close));
            cursor.next();
        }
    }

    private void doubleQuoted(int depth) {
        while (!cursor.isAtEnd()) {
            char next = cursor.next();
            switch (next) {
                case '"' -> {
                    return;
                }
                case '\\' -> escaped(false);
                case '$' -> reference(depth, false);
                case '`' -> hinder(Obstacle.COMMAND);
                default -> text.append(next);
            }
        }
        unclosed();
    }

    private void unclosed() {
        hinder(Obstacle.UNCLOSED);
        cursor.skipLine();
    }

    /** Between double quotes only these are escaped; a line end is taken away. */
    private void escaped(boolean any) {
        if (cursor.isAtEnd()) {
            text.append('\\');
            return;
        }
        char next = cursor.next();
        if (!any && "$`\"\\\n".indexOf(next) < 0) {
            text.append('\\');
        }
        if (next != '\n') {
            text.append(next);
        }
    }

    private void reference(int depth, boolean unquoted) {
        char next = cursor.isAtEnd() ? '\0' : cursor.peek();
        if (next == '(') {
            hinder(Obstacle.COMMAND);
            cursor.skipParentheses();
        } else if (cursor.take('{')) {
            braced(depth);
        } else if (ShellCursor.beginsName(next)) {
            refer(cursor.name());
        } else if (SPECIAL.indexOf(next) >= 0 || unquoted && next == '\'') {
            hinder(Obstacle.SYNTAX);
        } else {
            text.append('$');
        }
    }

    /** After <code>${</code>: a name, maybe with a default. */
    private void braced(int depth) {
        String name = cursor.name();
        boolean orEmpty = cursor.take(':');
        if (!orEmpty && cursor.take('}') && !name.isEmpty()) {
            refer(name);
        } else if (!name.isEmpty() && depth < MAX_DEPTH && (cursor.take('-') || cursor.take('='))) {
            byDefault(name, orEmpty, depth);
        } else {
            hinder(Obstacle.SYNTAX);
            cursor.skipTo('}');
        }
    }

    private void byDefault(String name, boolean orEmpty, int depth) {
        Assignment set = known.get(name);
        boolean wanted = set == null || orEmpty && "".equals(set.value());
        int before = text.length();
        Obstacle hinderedBefore = obstacle;
        unquoted("}", depth + 1);
        if (!cursor.take('}')) {
            hinder(Obstacle.UNCLOSED);
        } else if (!wanted) {
            text.setLength(before);
            obstacle = hinderedBefore;
            refer(name);
        }
    }

    private void refer(String name) {
        Assignment set = known.get(name);
        if (set == null) {
            hinder(Obstacle.REFERENCE);
        } else if (set.obstacle() != null) {
            hinder(set.obstacle());
        } else if (expanded + set.value().length() > MAX_EXPANDED) {
            hinder(Obstacle.LONG);
        } else {
            expanded += set.value().length();
            text.append(set.value());
        }
    }

    /** The first one is told. */
    private void hinder(Obstacle why) {
        if (obstacle == null) {
            obstacle = why;
        }
    }
}
