package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Set;

/**
 * A file that is written for a shell's {@code source}, such as an openrc or an environment file: the variables that it sets, as far as that
 * follows from the text alone. Nothing is run and nothing comes from an environment. {@link #toString()} has names only.
 *
 * @param assignments each variable once, as the end of the file leaves it; those that it unsets are not among them
 * @param otherLines numbers, from 1, of the lines that hold something else than an assignment or a comment
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">POSIX, shell command language</a>
 */
public record ShellFile(
        @NonNull List<Assignment> assignments, @NonNull Set<Integer> otherLines) {

    /** Why only a shell, or whoever runs it, knows a value; each as it reads after "it". */
    public enum Obstacle {
        COMMAND("holds a command"),
        REFERENCE("refers to a variable that no line before it sets"),
        ASKED("is asked for when the script runs"),
        CONDITION("is set under a condition only"),
        SYNTAX("uses more of a shell's syntax than quotes, $NAME and ${NAME:-default}"),
        UNQUOTED("has a blank or a character such as & outside of quotes"),
        UNCLOSED("opens a quote that is not closed"),
        NUL("has a NUL character"),
        LONG("is longer than any credential");

        private final String words;

        Obstacle(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A variable that is set.
     *
     * @param line where that begins, from 1
     * @param value null where it does not follow from the text
     * @param obstacle why not; null where there is a value
     */
    public record Assignment(
            @NonNull String name,
            int line,
            @CheckForNull String value,
            @CheckForNull Obstacle obstacle) {
        /** Without the value. */
        @Override
        public String toString() {
            return name + " (line " + line + ")";
        }
    }

    public ShellFile {
        assignments = List.copyOf(assignments);
        otherLines = Set.copyOf(otherLines);
    }

    /** Reads a file, with line ends of any system and a byte order mark or none. */
    @NonNull
    public static ShellFile read(@NonNull String text) {
        return new ShellReader(
                        text.replaceFirst("^\ufeff", "").replace("\r\n", "\n").replace('\r', '\n'))
                .read();
    }
}
