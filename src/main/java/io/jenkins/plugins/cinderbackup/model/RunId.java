package io.jenkins.plugins.cinderbackup.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    /**
     * The id of a run that does a part of what this one has found to be done: the same whenever it is asked for, so that after a crash nobody begins that part twice.
     *
     * @param part what tells it from the other parts
     */
    public RunId following(String part) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((value + "/" + part).getBytes(StandardCharsets.UTF_8));
            return new RunId(HexFormat.of().formatHex(hash, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
