package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of a user's that is looked for in what a program has printed. It is given up where that would take for ever. */
public final class OutputPattern {
    /** Some seconds of a processor; one that goes to and fro looks at each character again and again. */
    private static final long MOST_LOOKS = 100_000_000;

    private OutputPattern() {}

    /** What became of the search. */
    public enum Found {
        YES,
        NO,
        /** It was given up. */
        UNDECIDED
    }

    /** Why it is none, in Java's words; empty if it is one. */
    @NonNull
    public static Optional<String> problem(@CheckForNull String pattern) {
        try {
            Pattern.compile(pattern == null ? "" : pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /**
     * Whether it matches somewhere in the output. {@code ^} and {@code $} match at each line's ends.
     *
     * @throws PatternSyntaxException if it is no regular expression
     */
    @NonNull
    public static Found find(@NonNull String pattern, @NonNull String output) {
        return find(pattern, output, MOST_LOOKS);
    }

    static Found find(String pattern, String output, long mostLooks) {
        try {
            return Pattern.compile(pattern, Pattern.MULTILINE)
                            .matcher(new Counted(output, mostLooks))
                            .find()
                    ? Found.YES
                    : Found.NO;
        } catch (GivenUp | StackOverflowError e) {
            // Java's matcher goes one deeper for each repetition of a group
            return Found.UNDECIDED;
        }
    }

    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A text that may be looked at so often. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long left;

        Counted(String text, long mostLooks) {
            this.text = text;
            this.left = mostLooks;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new GivenUp();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
