package io.jenkins.plugins.cinderbackup.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.CharBuffer;
import java.util.BitSet;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;

/**
 * Replaces secrets in texts by asterisks, whichever {@linkplain Escape escapes} or Base64 they are written with, and also the beginning of one that an
 * ellipsis cuts off. For free text that somebody reads, never for what is parsed: a password may be a word that a server's answer is made of. It may be told more secrets at
 * any time, by any thread.
 */
public final class Masking implements UnaryOperator<String> {
    private static final String MASK = "****";
    private static final char ELLIPSIS = '…';

    /** In the order of characters, so that what begins alike stands together. */
    private final NavigableSet<CharSequence> secrets = new ConcurrentSkipListSet<>(CharSequence::compare);
    /** What two characters they begin with: at most places of most texts none does. */
    private final Set<Integer> beginnings = ConcurrentHashMap.newKeySet();

    /** Masks the text or file from now on, with its {@linkplain SecretParts parts}; null and what is too short are ignored. */
    public void add(@CheckForNull String secret) {
        if (secret != null) {
            Set<String> parts = SecretParts.of(secret);
            parts.forEach(part -> beginnings.add(beginning(part, 0)));
            secrets.addAll(parts);
        }
    }

    private static int beginning(String text, int at) {
        return text.charAt(at) << Character.SIZE | text.charAt(at + 1);
    }

    /** Masks all of the texts from now on. */
    public void addAll(@NonNull Collection<String> more) {
        more.forEach(this::add);
    }

    /** The text without any of the secrets. */
    @NonNull
    @Override
    public String apply(@CheckForNull String text) {
        if (text == null || secrets.isEmpty()) {
            return text == null ? "" : text;
        }
        BitSet hidden = new BitSet(text.length());
        for (Reading reading : Reading.all(text)) {
            hide(reading, hidden);
        }
        return hidden.isEmpty() ? text : masked(text, hidden);
    }

    private void hide(Reading reading, BitSet hidden) {
        String text = reading.text();
        for (int at = 0; at + SecretParts.SHORTEST <= text.length(); at++) {
            if (beginnings.contains(beginning(text, at))) {
                hide(reading, at, endOfSecret(text, at), hidden);
            }
        }
        for (int cut = text.indexOf(ELLIPSIS); cut >= 0; cut = text.indexOf(ELLIPSIS, cut + 1)) {
            hide(reading, beginOfCutSecret(text, cut), cut, hidden);
        }
    }

    private static void hide(Reading reading, int from, int to, BitSet hidden) {
        if (from < to) {
            hidden.set(reading.start(from), reading.end(to - 1));
        }
    }

    /** Where the longest secret ends that begins here; this place itself if there is none. */
    private int endOfSecret(String text, int at) {
        CharSequence rest = CharBuffer.wrap(text, at, text.length());
        CharSequence candidate = secrets.floor(rest);
        while (candidate != null) {
            int common = common(candidate, rest);
            if (common == candidate.length()) {
                return at + common;
            }
            // A shorter one with which the rest begins comes no later than what the two have in common
            candidate = secrets.floor(rest.subSequence(0, common));
        }
        return at;
    }

    private static int common(CharSequence one, CharSequence other) {
        int length = Math.min(one.length(), other.length());
        int common = 0;
        while (common < length && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    /** Where the secret begins whose rest was cut off here; this place itself if there is none. */
    private int beginOfCutSecret(String text, int cut) {
        for (int at = 0; at <= cut - SecretParts.SHORTEST; at++) {
            if (!beginnings.contains(beginning(text, at))) {
                continue;
            }
            CharSequence rest = CharBuffer.wrap(text, at, cut);
            CharSequence next = secrets.ceiling(rest);
            if (next != null && common(next, rest) == rest.length()) {
                return at;
            }
        }
        return cut;
    }

    private static String masked(String text, BitSet hidden) {
        StringBuilder masked = new StringBuilder(text.length());
        int shown = 0;
        for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(shown)) {
            masked.append(text, shown, at).append(MASK);
            shown = hidden.nextClearBit(at);
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** How many secrets it knows, and none of them. */
    @Override
    public String toString() {
        return "Masking of secrets: " + secrets.size();
    }
}
