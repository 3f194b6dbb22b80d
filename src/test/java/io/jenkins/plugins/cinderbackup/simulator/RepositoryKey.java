package io.jenkins.plugins.cinderbackup.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The file of a key of a restic repository: scrypt makes of a password a key for AES-256-CTR and one for Poly1305-AES, and with these the
 * repository's own key is encrypted there. The file says what scrypt is to cost. Source: restic's documentation, "References", "Keys, Encryption and
 * MAC".
 */
final class RepositoryKey {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NONCE = 16;
    private static final int MAC = 16;
    private static final int AES_KEY = 32;
    private static final int MAC_KEY = 32;

    private RepositoryKey() {}

    /** The same key for the same password at the least cost that scrypt knows. */
    static byte[] withoutCost(byte[] file, String password) throws IOException {
        ObjectNode key = (ObjectNode) JSON.readTree(file);
        byte[] sealed = key.path("data").binaryValue();
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        byte[] encrypted = Arrays.copyOfRange(sealed, NONCE, sealed.length - MAC);
        byte[] plain = aes(derived(key, password), nonce, encrypted);
        key.put("N", 2).put("r", 1).put("p", 1);
        byte[] cheap = derived(key, password);
        byte[] again = aes(cheap, nonce, plain);
        key.put(
                "data",
                ByteBuffer.allocate(sealed.length)
                        .put(nonce)
                        .put(again)
                        .put(mac(cheap, nonce, again))
                        .array());
        return JSON.writeValueAsBytes(key);
    }

    private static byte[] derived(ObjectNode key, String password) throws IOException {
        return SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8),
                key.path("salt").binaryValue(),
                key.path("N").asInt(),
                key.path("r").asInt(),
                key.path("p").asInt(),
                AES_KEY + MAC_KEY);
    }

    private static byte[] aes(byte[] derived, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, AES_KEY, "AES"), new IvParameterSpec(nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES", e);
        }
    }

    private static byte[] mac(byte[] derived, byte[] nonce, byte[] text) {
        // restic has the part for AES first, Bouncy Castle the other
        byte[] key = ByteBuffer.allocate(MAC_KEY)
                .put(derived, AES_KEY + MAC_KEY / 2, MAC_KEY / 2)
                .put(derived, AES_KEY, MAC_KEY / 2)
                .array();
        Poly1305 poly1305 = new Poly1305(AESEngine.newInstance());
        poly1305.init(new ParametersWithIV(new KeyParameter(key), nonce));
        poly1305.update(text, 0, text.length);
        byte[] mac = new byte[MAC];
        poly1305.doFinal(mac, 0);
        return mac;
    }
}
