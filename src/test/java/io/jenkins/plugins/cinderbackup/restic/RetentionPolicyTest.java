package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPolicyTest {
    private static RetentionPolicy within(String within) {
        return new RetentionPolicy(0, 0, 0, 0, 0, 0, within, List.of(), true);
    }

    @Test
    void withoutAnyRuleItIsEmptyWhateverPruneSays() {
        assertThat(RetentionPolicy.NONE.isEmpty()).isTrue();
        assertThat(within(" ").isEmpty()).isTrue();
        assertThat(within("1d").isEmpty()).isFalse();
        assertThat(new RetentionPolicy(0, 0, 0, 0, 0, 1, "", List.of(), true).isEmpty())
                .isFalse();
        assertThat(new RetentionPolicy(0, 0, 0, 0, 0, 0, "", List.of("x"), true).isEmpty())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1y5m7d2h", "30d", "2h1y", "9999d"})
    void durationsAsResticReadsThem(String text) {
        assertThat(within(text).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "d", "-1d", "1w", "1d 2h", "1.5d", "99999d", "1D", "٣d", "0d", "0y00h"})
    void otherDurationsAreAProblem(String text) {
        assertThat(within(text).problems())
                .singleElement()
                .asString()
                .contains("retention.keepWithin")
                .contains(text);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(new RetentionPolicy(-1, 0, -2, 0, 0, 0, "x", List.of("a,b"), true).problems())
                .hasSize(4)
                .anyMatch(p -> p.contains("retention.keepLast is -1"))
                .anyMatch(p -> p.contains("retention.keepDaily is -2"))
                .anyMatch(p -> p.contains("retention.keepTags"));
    }

    @Test
    void whatOneFieldSaysWrongIsNotAlsoBlamedOnTheTags() {
        RetentionPolicy negative = new RetentionPolicy(0, 0, -2, 0, 0, 0, "", List.of(), true);
        assertThat(negative.problems()).hasSize(1);
        assertThat(negative.keepsNothingOf(List.of("gold"))).isEmpty();
        assertThat(new RetentionPolicy(0, 0, 0, 0, 0, 0, "", List.of("glod"), true).keepsNothingOf(List.of("gold")))
                .isPresent();
    }
}
