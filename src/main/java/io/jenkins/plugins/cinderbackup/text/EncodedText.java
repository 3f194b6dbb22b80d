package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a text file as a text. A byte order mark says what the encoding is, as of what PowerShell's {@code >} writes; without one it is UTF-8.
 *
 * @see <a href="https://www.unicode.org/faq/utf_bom.html#bom4">Unicode, byte order marks</a>
 */
public final class EncodedText {
    /** The longer mark first: that of UTF-32LE begins like that of UTF-16LE. */
    private enum Mark {
        UTF_32BE(Charset.forName("UTF-32BE"), 0x00, 0x00, 0xFE, 0xFF),
        UTF_32LE(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0x00, 0x00),
        UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
        UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
        UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
        NONE(StandardCharsets.UTF_8);

        private final Charset charset;
        private final byte[] bytes;

        Mark(Charset charset, int... bytes) {
            this.charset = charset;
            this.bytes = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                this.bytes[i] = (byte) bytes[i];
            }
        }

        boolean begins(byte[] file) {
            return file.length >= bytes.length && Arrays.equals(file, 0, bytes.length, bytes, 0, bytes.length);
        }
    }

    private EncodedText() {}

    /**
     * The text, without the mark.
     *
     * @throws CharacterCodingException if the bytes are no text of that encoding
     */
    @NonNull
    public static String decode(@NonNull byte[] file) throws CharacterCodingException {
        for (Mark mark : Mark.values()) {
            if (mark.begins(file)) {
                ByteBuffer rest = ByteBuffer.wrap(file, mark.bytes.length, file.length - mark.bytes.length);
                return mark.charset.newDecoder().decode(rest).toString();
            }
        }
        throw new IllegalStateException("Every file begins with no mark.");
    }
}
