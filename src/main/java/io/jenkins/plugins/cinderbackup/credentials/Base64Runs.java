package io.jenkins.plugins.cinderbackup.credentials;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says where all that could be Base64 is decoded, such as an HTTP Basic login or the data of a Secret. Where an encoded value begins, nobody
 * knows, for a path before it has the same characters: so there is a reading for each place that it may have in a group of four.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648, sections 4 and 5</a>
 */
final class Base64Runs {
    private static final int GROUP = 4;
    private static final int BYTES = 3;
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{6,}+");

    private Base64Runs() {}

    /** The readings; a byte is a character of Latin-1 in them. */
    static List<Reading> decoded(Reading encoded) {
        List<Reading> readings = new ArrayList<>();
        if (RUN.matcher(encoded.text()).find()) {
            for (int skipped = 0; skipped < GROUP; skipped++) {
                readings.add(decoded(encoded, skipped));
            }
        }
        return readings;
    }

    private static Reading decoded(Reading encoded, int skipped) {
        Reading plain = new Reading(encoded.text().length());
        Matcher run = RUN.matcher(encoded.text());
        int at = 0;
        while (run.find()) {
            int begin = run.start() + skipped;
            plain.addAll(encoded, at, begin);
            byte[] bytes = bytes(run.group().substring(skipped));
            for (int i = 0; i < bytes.length; i++) {
                int first = begin + i / BYTES * GROUP + i % BYTES;
                plain.add((char) (bytes[i] & 0xff), encoded.start(first), encoded.end(first + 1));
            }
            at = run.end();
        }
        plain.addAll(encoded, at, encoded.text().length());
        return plain;
    }

    private static byte[] bytes(String run) {
        // One character more than whole groups says nothing
        String whole = run.length() % GROUP == 1 ? run.substring(0, run.length() - 1) : run;
        return Base64.getDecoder().decode(whole.replace('-', '+').replace('_', '/'));
    }
}
