package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.model.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The deterministic names of what a run creates, so that a creating call whose answer was lost is repaired by a look-up.
 *
 * @param prefix the beginning of the names in Cinder
 * @param source what it is about, such as {@code shop-db}
 */
public record Names(String prefix, String source) {
    /** Cinder's limit for a name. */
    private static final int CINDER_MAX = 255;
    /** A Job's name becomes a label of its pods, and those end here. */
    private static final int KUBERNETES_MAX = 63;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** {@code {prefix}-{source}-{yyyyMMdd-HHmmss}}, the middle shortened to fit Cinder. */
    public String snapshot(Instant startedAt) {
        String head = prefix + "-" + source;
        String tail = "-" + STAMP.format(startedAt);
        return shorten(head, CINDER_MAX - tail.length()) + tail;
    }

    /** The temporary volume's name: the snapshot's, and who made it. */
    public String volume(Instant startedAt) {
        String tail = "-temporary";
        return shorten(snapshot(startedAt), CINDER_MAX - tail.length()) + tail;
    }

    /** The base of the names in Kubernetes: readable, unique by the run's id, at most 63 characters with a suffix of this length. */
    public String kubernetes(RunId run, String suffix) {
        String tail = "-" + run + suffix;
        String plain = source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return shorten("csb-" + plain, KUBERNETES_MAX - tail.length()) + tail;
    }

    /** The text, or its beginning and a hash of the whole where it is too long. Lengths are in UTF-16 units, never splitting a pair. */
    public static String shorten(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        String hash = "-" + hash(text);
        int end = max - hash.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + hash;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
