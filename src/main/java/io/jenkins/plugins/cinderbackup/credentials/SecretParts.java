package io.jenkins.plugins.cinderbackup.credentials;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a secret or a file of secrets must not be seen either: each of its longer lines, and the values of what it calls a password, secret, token, key or
 * signature, such as {@code OS_PASSWORD='x'}, {@code "token": "x"}, or {@code &sig=x} of an Azure SAS, whose parameters come in any order. It takes time in
 * proportion to the text, whatever that is.
 */
final class SecretParts {
    /** Shorter ones would blacken every text and hide what is wrong; they protect nothing either. */
    static final int SHORTEST = 4;
    /** A line of a file that is shorter, such as {@code kind: Config}, is no secret. */
    private static final int SHORTEST_LINE = 12;

    private static final Pattern BLANKS = Pattern.compile("\\s++");
    /** Begins where a word does and gives nothing back: else each of many characters would be looked at again and again. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w.-])([\\w.-]++)[\"']?+[ \\t]*+[:=][ \\t]*+");

    private static final Pattern SECRET_NAME = Pattern.compile("(?i)pass|secret|token|key|credential|signature|^sig$");
    private static final String AFTER_A_VALUE = " \t\r\n&;,}\"'";

    private final Set<String> parts = new LinkedHashSet<>();

    private SecretParts() {}

    /** The secret itself, and its parts. */
    static Set<String> of(String secret) {
        SecretParts all = new SecretParts();
        all.addText(secret);
        all.addValues(secret);
        return all.parts;
    }

    /** As it is and without its escapes: a server may have taken them back. */
    private void addText(String text) {
        for (String plain : Reading.plain(text)) {
            add(plain);
            add(plain.strip());
            // As a message in one line has it
            add(BLANKS.matcher(plain.strip()).replaceAll(" "));
            plain.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE)
                    .forEach(this::add);
        }
    }

    private void add(String text) {
        if (text.strip().length() >= SHORTEST) {
            parts.add(text);
            // As its bytes look that somebody takes for characters
            parts.add(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    private void addValues(String text) {
        Matcher name = NAME.matcher(text);
        int endOfLine = 0;
        for (int at = 0; name.find(at); ) {
            at = name.end();
            if (SECRET_NAME.matcher(name.group(1)).find()) {
                if (at >= endOfLine) {
                    endOfLine = end(text, at, "\n", false);
                    addText(text.substring(at, endOfLine));
                }
                boolean quoted = at < text.length() && "\"'".indexOf(text.charAt(at)) >= 0;
                int begin = quoted ? at + 1 : at;
                at = end(text, begin, quoted ? text.charAt(at) + "\n" : AFTER_A_VALUE, quoted);
                addText(text.substring(begin, at));
            }
        }
    }

    /** Where the first of these characters is that is not escaped, or the text's end. */
    private static int end(String text, int from, String any, boolean escapes) {
        int at = from;
        while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
            at += escapes && text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }
}
