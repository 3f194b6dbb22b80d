package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key from PEM: PKCS #8 ({@code PRIVATE KEY}), PKCS #1 ({@code RSA PRIVATE KEY}, RFC 8017) and SEC 1
 * ({@code EC PRIVATE KEY}, RFC 5915). Java itself reads the first only; the others are wrapped into it (RFC 5208).
 */
public final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] RSA_OID = {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
    private static final byte[] EC_OID = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final byte[] NULL = {5, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int EC_PARAMETERS = 0xa0;

    private PemKey() {}

    /** @throws PermanentException if there is no key that can be used; the message quotes nothing of it */
    public static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw unusable("no PEM private key was found; encrypted keys are not supported");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw unusable("its Base64 is broken");
        }
        byte[] pkcs8 =
                switch (block.group(1)) {
                    case "PRIVATE KEY" -> der;
                    case "RSA PRIVATE KEY" -> wrapped(concat(RSA_OID, NULL), der);
                    case "EC PRIVATE KEY" -> wrapped(concat(EC_OID, curveOf(der)), der);
                    default -> throw unusable("'" + block.group(1) + "' is not supported");
                };
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (java.security.spec.InvalidKeySpecException e) {
                continue; // The key says its algorithm only inside: the next factory may know it
            }
        }
        throw unusable("it is neither RSA, EC nor EdDSA");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, concat(VERSION_0, tagged(SEQUENCE, algorithm), tagged(OCTETS, key)));
    }

    /** The curve's OID, which a SEC 1 key carries in its parameters, after version and private value. */
    private static byte[] curveOf(byte[] der) {
        try {
            int at = contentOf(der, 0);
            while (at < der.length) {
                int start = contentOf(der, at);
                int length = lengthAt(der, at + 1);
                if (length < 0 || length > der.length - start) {
                    throw unusable("its structure is broken");
                }
                int end = start + length;
                if ((der[at] & 0xff) == EC_PARAMETERS) {
                    return Arrays.copyOfRange(der, start, end);
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw unusable("its structure is broken");
        }
        throw unusable("it does not name its curve");
    }

    private static int contentOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthAt(byte[] der, int at) {
        int first = der[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= (first & 0x7f); i++) {
            length = length << 8 | der[at + i] & 0xff;
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = new java.math.BigInteger(Integer.toString(content.length)).toByteArray();
            byte[] digits = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            out.write(0x80 | digits.length);
            out.writeBytes(digits);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static PermanentException unusable(String why) {
        return PermanentException.of("The client key of the Kubernetes connection cannot be used: " + why + ".");
    }
}
