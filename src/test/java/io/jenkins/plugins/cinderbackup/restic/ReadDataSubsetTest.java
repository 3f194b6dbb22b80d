package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDataSubsetTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"5%", "0.5%", "100%", "2G", "500M", "1024", "1/10", "10/10", "256/256", "auto/10", "auto/1"})
    void whatResticTakesIsRight(String subset) {
        assertThat(ReadDataSubset.problems(subset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0%",
                "101%",
                "5 %",
                "-1%",
                "0",
                "2X",
                "0/10",
                "11/10",
                "1/257",
                "auto/0",
                "auto/257",
                "auto",
                "auto/",
                "1/2/3",
                "99999999999/99999999999",
                "1/10; rm -rf",
                "5%\n--no-lock"
            })
    void whatItDoesNotTakeIsSaidWithWhatWouldBeRight(String subset) {
        assertThat(ReadDataSubset.problems(subset))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("readDataSubset is '")
                        .contains("`5%`", "`2G`", "`1/10`", "`auto/10`")
                        .doesNotContain("\n"));
    }

    @Test
    void tenRunsReadAllTenths() {
        Set<String> read = new LinkedHashSet<>();
        Optional<String> last = Optional.empty();
        for (int run = 0; run < 10; run++) {
            String part = ReadDataSubset.resolved("auto/10", last);
            assertThat(ReadDataSubset.problems(part)).isEmpty();
            read.add(part);
            last = Optional.of(part);
        }

        assertThat(read).hasSize(10).startsWith("1/10", "2/10").endsWith("10/10");
        assertThat(ReadDataSubset.resolved("auto/10", last)).isEqualTo("1/10");
    }

    @Test
    void onlyPartsOfAsManyAreGoneOnWith() {
        assertThat(ReadDataSubset.resolved("auto/7", Optional.of("3/10"))).isEqualTo("1/7");
        assertThat(ReadDataSubset.resolved("auto/10", Optional.of("nonsense"))).isEqualTo("1/10");
        assertThat(ReadDataSubset.resolved("5%", Optional.of("3/10"))).isEqualTo("5%");
        assertThat(ReadDataSubset.resolved("4/10", Optional.of("9/10"))).isEqualTo("4/10");
    }
}
