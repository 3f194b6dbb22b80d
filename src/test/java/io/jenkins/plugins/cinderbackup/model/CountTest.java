package io.jenkins.plugins.cinderbackup.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
    @ParameterizedTest
    @CsvSource({"0, 0 such backups", "1, 1 such backup", "2, 2 such backups"})
    void onlyOneIsSingular(long number, String expected) {
        assertThat(Count.of(number, "such backup")).isEqualTo(expected);
    }
}
