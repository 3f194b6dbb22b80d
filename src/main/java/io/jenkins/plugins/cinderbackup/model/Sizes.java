package io.jenkins.plugins.cinderbackup.model;

import java.util.Locale;

/** Sizes in Cinder's unit, and sizes for people, with binary prefixes (IEC 80000-13). */
public final class Sizes {
    /** Cinder's unit, in bytes. */
    public static final long GIB = 1L << 30;

    private static final String[] PREFIXES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** The whole GiB that hold so many bytes. */
    public static long roundedUpToGiB(long bytes) {
        return (bytes + GIB - 1) / GIB;
    }

    /** Such as {@code 512 B} or {@code 1.4 GiB}. */
    public static String binary(long bytes) {
        double value = bytes;
        int prefix = 0;
        while (Math.abs(value) >= 1024 && prefix < PREFIXES.length - 1) {
            value /= 1024;
            prefix++;
        }
        return prefix == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, PREFIXES[prefix]);
    }
}
