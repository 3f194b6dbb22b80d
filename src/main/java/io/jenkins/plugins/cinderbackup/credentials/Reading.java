package io.jenkins.plugins.cinderbackup.credentials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** A text as somebody reads it who takes its escapes back, and where in the original each of its characters stands. */
final class Reading {
    /** A URL in a JSON text, or a JSON text in another. */
    private static final int DEPTH = 2;

    private final StringBuilder text;
    /** Where in the original each character begins. */
    private int[] starts;
    /** Where in the original each character ends. */
    private int[] ends;

    Reading(int capacity) {
        text = new StringBuilder(capacity);
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** All readings of the text, itself first. */
    static List<Reading> all(String text) {
        List<Reading> readings = withoutEscapes(text, DEPTH);
        for (Reading reading : List.copyOf(readings)) {
            readings.addAll(Base64Runs.decoded(reading));
        }
        return readings;
    }

    /** The text itself, and what it says where its escapes are taken back. */
    static List<String> plain(String text) {
        return withoutEscapes(text, 1).stream().map(Reading::text).toList();
    }

    private static List<Reading> withoutEscapes(String text, int depth) {
        Reading itself = new Reading(text.length());
        for (int i = 0; i < text.length(); i++) {
            itself.add(text.charAt(i), i, i + 1);
        }
        List<Reading> readings = new ArrayList<>(List.of(itself));
        int from = 0;
        for (int level = 0; level < depth; level++) {
            List<Reading> last = List.copyOf(readings.subList(from, readings.size()));
            from = readings.size();
            last.forEach(reading -> Arrays.stream(Escape.values())
                    .map(reading::without)
                    .flatMap(Optional::stream)
                    .forEach(readings::add));
        }
        return readings;
    }

    /** The same with these escapes taken back; empty if there are none. */
    private Optional<Reading> without(Escape escape) {
        String escaped = text();
        Matcher matcher = escape.pattern().matcher(escaped);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Reading plain = new Reading(escaped.length());
        int at = 0;
        do {
            plain.addAll(this, at, matcher.start());
            String value = escape.value(matcher.group());
            for (int i = 0; i < value.length(); i++) {
                plain.add(value.charAt(i), start(matcher.start()), end(matcher.end() - 1));
            }
            at = matcher.end();
        } while (matcher.find());
        plain.addAll(this, at, escaped.length());
        return Optional.of(plain);
    }

    /** Adds a part of another reading as it stands there. */
    void addAll(Reading other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.text.charAt(i), other.start(i), other.end(i));
        }
    }

    /** Adds a character that stands there in the original. */
    void add(char character, int start, int end) {
        int index = text.length();
        if (index == starts.length) {
            starts = Arrays.copyOf(starts, 2 * index + 1);
            ends = Arrays.copyOf(ends, 2 * index + 1);
        }
        starts[index] = start;
        ends[index] = end;
        text.append(character);
    }

    String text() {
        return text.toString();
    }

    /** Where in the original the character begins. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the original the character ends. */
    int end(int index) {
        return ends[index];
    }
}
