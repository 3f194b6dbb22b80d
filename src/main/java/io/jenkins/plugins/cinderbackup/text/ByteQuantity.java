package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size in bytes as Kubernetes writes it, with a binary suffix where it is a whole number of such units: {@code 10Gi}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class ByteQuantity {
    private static final List<String> SUFFIXES = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final Pattern WRITTEN = Pattern.compile("(?<number>[0-9]{1,19})(?<suffix>([KMGTPE]i)?)");

    private ByteQuantity() {}

    /** Such as {@code 10Gi}. */
    @NonNull
    public static String write(long bytes) {
        int suffix = 0;
        long number = bytes;
        while (number != 0 && number % 1024 == 0 && suffix < SUFFIXES.size() - 1) {
            number /= 1024;
            suffix++;
        }
        return number + SUFFIXES.get(suffix);
    }

    /** What {@link #write} wrote; empty for anything else. */
    @NonNull
    public static OptionalLong read(@NonNull String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int shift = 10 * SUFFIXES.indexOf(matcher.group("suffix"));
        BigInteger bytes = new BigInteger(matcher.group("number")).shiftLeft(shift);
        return bytes.bitLength() < Long.SIZE ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
    }
}
