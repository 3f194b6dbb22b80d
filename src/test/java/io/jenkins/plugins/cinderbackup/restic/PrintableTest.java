package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain.txt", "grüße/日本語 🎉", "می‌خواهم", "👩‍👧", "back\\slash"})
    void ordinaryNamesOfAllLanguagesStayAsTheyAre(String text) {
        assertThat(Printable.text(text, 100)).isEqualTo(text);
    }

    @Test
    void nothingCanStartALineColourItOrHideInIt() {
        String hostile = "a\nb\rc\u001b[31m\u0007\u0085\u2028\u202egpj.exe\u2066\u200b\ufeff\u009b";
        assertThat(Printable.text(hostile, 500))
                .isEqualTo(
                        "a\\u000ab\\u000dc\\u001b[31m\\u0007\\u0085\\u2028\\u202egpj.exe\\u2066\\u200b\\ufeff\\u009b");
    }

    @Test
    void halfASurrogatePairAndInvisibleTagsAreSpelledOut() {
        assertThat(Printable.text("x\ud83d", 50)).isEqualTo("x\\ud83d");
        assertThat(Printable.text("\udb40\udc41", 50)).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void aLongTextEndsInAnEllipsisWithoutCuttingACharacterInHalf() {
        assertThat(Printable.text("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Printable.text("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Printable.text("abc🎉🎉", 6)).isEqualTo("abc🎉…");
        assertThat(Printable.text("abcd🎉🎉", 6)).isEqualTo("abcd…");
        assertThat(Printable.text("\n\n", 6)).isEqualTo("…");
    }

    @Test
    void nullIsEmpty() {
        assertThat(Printable.text(null, 5)).isEmpty();
    }

    @Test
    void aLimitBelowOneIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException().isThrownBy(() -> Printable.text("a", 0));
    }
}
