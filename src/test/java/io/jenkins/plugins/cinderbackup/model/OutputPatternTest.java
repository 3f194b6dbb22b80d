package io.jenkins.plugins.cinderbackup.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.OutputPattern.Found;
import org.junit.jupiter.api.Test;

class OutputPatternTest {
    @Test
    void itIsFoundOnAnyLine() {
        assertThat(OutputPattern.find("^ok$", "starting\nok\nstopped\n")).isEqualTo(Found.YES);
        assertThat(OutputPattern.find("^ok$", "not ok\n")).isEqualTo(Found.NO);
        assertThat(OutputPattern.find("(?s)one.*two", "one\ntwo")).isEqualTo(Found.YES);
    }

    @Test
    void whatIsNoneIsSaidInJavasWords() {
        assertThat(OutputPattern.problem("(ok")).contains("Unclosed group");
        assertThat(OutputPattern.problem("ok")).isEmpty();
        assertThat(OutputPattern.problem(null)).isEmpty();
    }

    @Test
    void onePatternThatGoesToAndFroIsGivenUp() {
        assertThat(OutputPattern.find("a*a*a*a*b", "a".repeat(1000), 100_000)).isEqualTo(Found.UNDECIDED);
    }

    @Test
    void oneThatGoesTooDeepIsGivenUp() {
        assertThat(OutputPattern.find("^(a|b)*$", "ab".repeat(1_000_000) + "!")).isEqualTo(Found.UNDECIDED);
    }
}
