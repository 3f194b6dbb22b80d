package io.jenkins.plugins.cinderbackup.text;

import io.jenkins.plugins.cinderbackup.text.ShellFile.Assignment;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Obstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a shell script command by command, and carries out what sets or unsets variables. */
final class ShellReader {
    private static final Set<String> EXPORTING = Set.of("export", "declare", "typeset", "readonly");
    private static final Set<String> OPENING = Set.of("if", "while", "until", "for", "case", "select", "{");
    private static final Set<String> CLOSING = Set.of("fi", "done", "esac", "}");
    /** What a command may stand behind. */
    private static final Set<String> PREFIXES = Set.of("then", "else", "elif", "do", "!");

    private final ShellCursor cursor;
    private final Map<String, Assignment> known = new LinkedHashMap<>();
    private final ShellValue value;
    private final Set<Integer> otherLines = new TreeSet<>();
    /** Of conditions and loops that are not closed yet. */
    private int depth;
    /** Whether the next command is behind {@code &&} or {@code ||}. */
    private boolean conditional;
    /** Those of the last command, if the next one follows its semicolon without a blank. */
    private List<Assignment> sameLine = List.of();

    ShellReader(String text) {
        cursor = new ShellCursor(text);
        value = new ShellValue(cursor, known);
    }

    ShellFile read() {
        while (!cursor.isAtEnd()) {
            if (cursor.take('\n')) {
                conditional = false;
                sameLine = List.of();
            } else if (cursor.take(';')) {
                conditional = false;
                if (isAtBlank()) {
                    sameLine = List.of();
                }
            } else if (cursor.take("&&") || cursor.take("||")) {
                conditional = true;
            } else if (cursor.peek() == '#') {
                cursor.skipLine();
            } else if (!cursor.take(' ') && !cursor.take('\t') && !cursor.take("\\\n")) {
                command();
            }
        }
        return new ShellFile(List.copyOf(known.values()), otherLines);
    }

    private void command() {
        int line = cursor.line();
        List<Assignment> assigned = new ArrayList<>();
        List<String> words = new ArrayList<>();
        boolean loose = false;
        while (isInCommand()) {
            int wordLine = cursor.line();
            String name = words.isEmpty() || EXPORTING.contains(words.get(0)) ? cursor.assignedName() : "";
            if (!name.isEmpty()) {
                Assignment next = value.assigned(name, wordLine);
                assigned.add(next);
                // Seen by those behind it
                known.put(name, next);
            } else {
                String word = value.word();
                loose |= !assigned.isEmpty();
                if (!words.isEmpty() || !PREFIXES.contains(word)) {
                    words.add(word);
                }
            }
            skipBlanks();
        }
        boolean sets = words.isEmpty() || EXPORTING.contains(words.get(0));
        if (loose || !assigned.isEmpty() && !sets) {
            hinder(assigned, Obstacle.UNQUOTED);
        } else if (depth > 0 || conditional) {
            hinder(assigned, Obstacle.CONDITION);
        }
        if (!sets) {
            otherLines.add(line);
            carryOut(words, line);
        }
        sameLine = assigned;
    }

    private boolean isInCommand() {
        return !cursor.isAtEnd()
                && cursor.peek() != '\n'
                && cursor.peek() != ';'
                && cursor.peek() != '#'
                && !cursor.sees("&&")
                && !cursor.sees("||");
    }

    private boolean isAtBlank() {
        return cursor.isAtEnd() || Character.isWhitespace(cursor.peek());
    }

    private void skipBlanks() {
        while (cursor.take(' ') || cursor.take('\t') || cursor.take("\\\n")) {
            // Until there is none
        }
    }

    private void carryOut(List<String> words, int line) {
        String command = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        if (OPENING.contains(command)) {
            depth++;
        } else if (CLOSING.contains(command)) {
            depth = Math.max(0, depth - 1);
        } else if (command.equals("read")) {
            arguments.stream()
                    .filter(name -> !name.startsWith("-"))
                    .forEach(name -> known.put(name, new Assignment(name, line, null, Obstacle.ASKED)));
        } else if (command.equals("unset") && depth == 0 && !conditional) {
            arguments.forEach(known::remove);
        } else if (!command.equals("unset")) {
            // Such as the second half of a value that holds a semicolon
            hinder(sameLine, Obstacle.UNQUOTED);
        }
    }

    private void hinder(List<Assignment> assigned, Obstacle why) {
        assigned.forEach(each -> known.put(each.name(), new Assignment(each.name(), each.line(), null, why)));
    }
}
