package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credential file of {@code NAME=value} lines, as for a shell's {@code source}, but nothing is expanded or run. Empty lines, comments, a leading
 * {@code export}, one pair of quotes around the value, CRLF and a byte order mark are understood; the last line of a name wins. Values stay out of
 * every message and of {@link #toString()}.
 *
 * @param values       what the storage knows
 * @param ignoredNames names that it does not know, such as {@code PATH} or {@code RESTIC_PASSWORD}; they are not taken
 * @param badLines     numbers, from 1, of the lines that are not {@code NAME=value}
 */
public record EnvFile(@NonNull Map<String, String> values, @NonNull List<String> ignoredNames, @NonNull List<Integer> badLines) {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>.*)", Pattern.DOTALL);

    /** Keeps the order. */
    public EnvFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        ignoredNames = List.copyOf(ignoredNames);
        badLines = List.copyOf(badLines);
    }

    /** Reads the text for one storage. */
    @NonNull
    public static EnvFile read(@NonNull String text, @NonNull Backend backend) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> ignored = new LinkedHashSet<>();
        List<Integer> bad = new ArrayList<>();
        int number = 0;
        for (String raw : text.replaceFirst("^\ufeff", "").split("\r\n|\r|\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || line.indexOf('\0') >= 0) {
                bad.add(number);
            } else if (backend.knows(matcher.group("name"))) {
                values.put(matcher.group("name"), unquoted(matcher.group("value")));
            } else {
                ignored.add(matcher.group("name"));
            }
        }
        return new EnvFile(values, List.copyOf(ignored), bad);
    }

    private static String unquoted(String value) {
        String bare = value.strip();
        boolean quoted = bare.length() > 1
                && (bare.startsWith("\"") && bare.endsWith("\"") || bare.startsWith("'") && bare.endsWith("'"));
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "EnvFile" + values.keySet() + ", ignored " + ignoredNames + ", bad lines " + badLines;
    }
}
