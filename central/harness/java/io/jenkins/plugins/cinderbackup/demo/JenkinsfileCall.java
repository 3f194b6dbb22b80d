package io.jenkins.plugins.cinderbackup.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a step's call, read from a Jenkinsfile: named ones, of strings, numbers, booleans, null, lists and maps. Of Groovy that is
 * all it knows, and {@code ${env.NAME}} in a double-quoted string, and {@code params.NAME} as a value; anything else is an error, not a guess.
 */
public final class JenkinsfileCall {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env\\.([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern BLANK = Pattern.compile("(\\s|//[^\\n]*|/\\*(?s:.)*?\\*/)+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String text;
    private final Map<String, String> environment;
    private int at;

    private JenkinsfileCall(String text, int at, Map<String, String> environment) {
        this.text = text;
        this.at = at;
        this.environment = environment;
    }

    /**
     * The arguments of the only call of the function in the file.
     *
     * @param environment what {@code env} and {@code params} hold
     * @throws IllegalArgumentException if there is no such call, more than one, or one that is more than plain values
     */
    public static Map<String, Object> read(Path file, String function, Map<String, String> environment) {
        try {
            return read(Files.readString(file), function, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> read(String text, String function, Map<String, String> environment) {
        Matcher call =
                Pattern.compile("\\b" + Pattern.quote(function) + "\\s*\\(").matcher(text);
        if (!call.find()) {
            throw new IllegalArgumentException("There is no call of " + function + ".");
        }
        int begin = call.end();
        if (call.find()) {
            throw new IllegalArgumentException("There is more than one call of " + function + ".");
        }
        return new JenkinsfileCall(text, begin, environment).entries(')');
    }

    private Map<String, Object> entries(char end) {
        Map<String, Object> entries = new LinkedHashMap<>();
        while (!accept(end)) {
            String name = peek() == '\'' || peek() == '"' ? string() : match(WORD, "a name");
            expect(':');
            if (entries.put(name, value()) != null) {
                throw error("'" + name + "' once");
            }
            if (!accept(',')) {
                expect(end);
                return entries;
            }
        }
        return entries;
    }

    private Object value() {
        char next = peek();
        if (next == '\'' || next == '"') {
            return string();
        }
        if (next == '[') {
            return listOrMap();
        }
        if (next == '-' || Character.isDigit(next)) {
            long number = Long.parseLong(match(NUMBER, "a number"));
            return number == (int) number ? (Object) (int) number : (Object) number;
        }
        return switch (match(WORD, "a value")) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            case "params" -> parameter();
            default -> throw error("a plain value");
        };
    }

    private String parameter() {
        expect('.');
        String name = match(WORD, "a name");
        String known = environment.get(name);
        if (known == null) {
            throw error("a parameter that is set, not " + name);
        }
        return known;
    }

    private Object listOrMap() {
        expect('[');
        if (accept(':')) {
            expect(']');
            return Map.of();
        }
        int begin = at;
        List<Object> list = new ArrayList<>();
        while (!accept(']')) {
            if (isEntry()) {
                at = begin;
                return entries(']');
            }
            list.add(value());
            if (!accept(',')) {
                expect(']');
                return list;
            }
        }
        return list;
    }

    private boolean isEntry() {
        int here = at;
        skipBlank();
        Matcher word = WORD.matcher(text).region(at, text.length());
        boolean entry = word.lookingAt() && text.startsWith(":", word.end());
        at = here;
        return entry;
    }

    private String string() {
        char quote = peek();
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        if (at++ >= text.length()) {
            throw error("the end of a string");
        }
        return quote == '"' ? interpolated(value.toString()) : value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }

    private String interpolated(String value) {
        String result = ENVIRONMENT.matcher(value).replaceAll(found -> {
            String known = environment.get(found.group(1));
            if (known == null) {
                throw error("a variable that is set, not " + found.group(1));
            }
            return Matcher.quoteReplacement(known);
        });
        if (result.contains("${")) {
            throw error("no expression but ${env.NAME}");
        }
        return result;
    }

    private char peek() {
        skipBlank();
        if (at >= text.length()) {
            throw error("more");
        }
        return text.charAt(at);
    }

    private boolean accept(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw error("'" + wanted + "'");
        }
    }

    private String match(Pattern pattern, String what) {
        peek();
        Matcher found = pattern.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            throw error(what);
        }
        at = found.end();
        return found.group();
    }

    private void skipBlank() {
        Matcher blank = BLANK.matcher(text).region(at, text.length());
        if (blank.lookingAt()) {
            at = blank.end();
        }
    }

    private IllegalArgumentException error(String wanted) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException("Line " + line + " of the Jenkinsfile: expected " + wanted + ".");
    }
}
