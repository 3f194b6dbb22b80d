package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists of texts, as a Pipeline gives them and as a form's text area does, which knows only one text with an entry on each line. */
final class Texts {
    private Texts() {}

    /**
     * The entries; never null, and free to be changed. A text of several lines is as good as several texts, and an empty one alone as none. Any other
     * empty entry stays, to be told as a mistake.
     */
    static List<String> entries(@CheckForNull List<String> texts) {
        if (texts == null || texts.equals(List.of(""))) {
            return new ArrayList<>();
        }
        return new ArrayList<>(texts.stream().flatMap(Texts::split).toList());
    }

    private static Stream<String> split(@CheckForNull String text) {
        boolean several = text != null && text.indexOf('\n') >= 0;
        return several
                ? text.lines().map(String::strip).filter(line -> !line.isEmpty())
                : Stream.of(text == null ? "" : text);
    }

    /** Without holes: an entry that is null counts as empty, and is told as such. */
    static List<String> filled(List<String> texts) {
        return texts.stream().map(text -> text == null ? "" : text).toList();
    }

    /** Without spaces around it; the default where nothing is left. */
    static String orDefault(@CheckForNull String text, String otherwise) {
        String trimmed = Util.fixEmptyAndTrim(text);
        return trimmed == null ? otherwise : trimmed;
    }

    /** The entries of a text area, which has one on each line. */
    static List<String> ofArea(@CheckForNull String area) {
        return entries(List.of(area == null ? "" : area));
    }

    /** One of the arguments of a Pipeline's step as a text; null if it is not given. */
    @CheckForNull
    static String argument(Map<String, Object> arguments, String name) {
        Object given = arguments.get(name);
        return given == null ? null : given.toString();
    }

    /** What a run is about, from the arguments of a Pipeline's step: {@code namespace/pvc}, or a volume's id. */
    @CheckForNull
    static String source(Map<String, Object> arguments) {
        String pvc = argument(arguments, "pvc");
        if (pvc == null) {
            return argument(arguments, "volumeId");
        }
        String namespace = argument(arguments, "namespace");
        return namespace == null ? pvc : namespace + "/" + pvc;
    }

    /** The entries as a text area shows them. */
    static String area(List<String> entries) {
        return String.join("\n", entries);
    }
}
