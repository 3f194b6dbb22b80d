package io.jenkins.plugins.cinderbackup.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the editors and shells of all systems write them. */
class EncodedTextTest {
    private static final String TEXT = "pässword: 𝄞\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkSaysTheEncodingAndIsNoPartOfTheText(String encoding) throws Exception {
        assertThat(EncodedText.decode(("\ufeff" + TEXT).getBytes(Charset.forName(encoding))))
                .isEqualTo(TEXT);
    }

    @Test
    void withoutAMarkItIsUtf8() throws Exception {
        assertThat(EncodedText.decode(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
        assertThat(EncodedText.decode(new byte[0])).isEmpty();
    }

    @Test
    void bytesOfAnotherEncodingAreRefused() {
        assertThatThrownBy(() -> EncodedText.decode("pässword".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
    }
}
