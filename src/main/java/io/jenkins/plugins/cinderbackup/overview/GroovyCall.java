package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.stream.Collectors;

/** A step of a Pipeline with its fields, a line for each. */
final class GroovyCall {
    private GroovyCall() {}

    @NonNull
    static String of(@NonNull String step, @NonNull List<String> fields) {
        return fields.stream().collect(Collectors.joining(",\n    ", step + "(\n    ", "\n)"));
    }

    /** A text of Groovy, whatever is in it: a repository's tags may have been written by anybody. */
    static String text(String value) {
        StringBuilder quoted = new StringBuilder("'");
        for (char c : value.toCharArray()) {
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }
}
