package io.jenkins.plugins.cinderbackup.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identifies one run of the backup, among all Jenkins controllers that share a cloud or a cluster.
 *
 * @param value 16 lower-case hexadecimal digits, so that it fits a Kubernetes label and every name made from it
 */
public record RunId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A run id is 16 hexadecimal digits, not '" + value + "'.");
        }
    }

    /** A new id that no other run has. */
    public static RunId random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return new RunId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
