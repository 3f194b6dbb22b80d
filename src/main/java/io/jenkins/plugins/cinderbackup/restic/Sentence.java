package io.jenkins.plugins.cinderbackup.restic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Of lines that restic ends with, those that say why. Its {@code main} prints a fatal error as it is, with a question and the location behind it where
 * the repository does not open; any other error with a stack trace, and then what libraries have logged.
 */
final class Sentence {
    private static final String FATAL = "Fatal: ";
    private static final String QUESTION = "Is there a repository at the following location?";
    private static final String LOGGED = "the following messages were logged by a library";

    private Sentence() {}

    /** Of one error message, all of whose lines belong together. */
    static String ofMessage(List<String> lines) {
        List<String> fatal = fatal(lines);
        return joined(fatal.isEmpty() ? sentences(lines) : fatal);
    }

    /** Of the end of a log, whose earlier lines may be about something else; empty if there is none. */
    static String ofLog(List<String> lines) {
        List<String> fatal = fatal(lines);
        if (!fatal.isEmpty()) {
            return joined(fatal);
        }
        List<String> sentences = sentences(lines);
        return sentences.isEmpty() ? "" : sentences.get(sentences.size() - 1);
    }

    private static List<String> fatal(List<String> lines) {
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            begin = lines.get(i).startsWith(FATAL) ? i : begin;
        }
        return begin < 0
                ? List.of()
                : lines.stream()
                        .skip(begin)
                        .takeWhile(line -> !isAboutLocation(line))
                        .toList();
    }

    /** Up to 0.18 a question stands in front of it. */
    private static boolean isAboutLocation(String line) {
        return line.startsWith(QUESTION) || RepositoryLocation.backendOf(line).isPresent();
    }

    /** A stack trace has names of functions, and indented places in the source: none of them has a blank inside. */
    private static List<String> sentences(List<String> lines) {
        return lines.stream()
                .takeWhile(line -> !line.contains(LOGGED))
                .filter(line -> line.strip().indexOf(' ') > 0)
                .toList();
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("; "));
    }
}
