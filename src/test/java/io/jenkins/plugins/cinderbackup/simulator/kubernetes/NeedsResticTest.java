package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class NeedsResticTest {
    private static final Optional<String> MISSING = Optional.of("there is no restic on the PATH");

    @Test
    void aTestRunsWhereResticIs() {
        assertThat(NeedsRestic.Condition.evaluate(Optional.empty(), false).isDisabled())
                .isFalse();
        assertThat(NeedsRestic.Condition.evaluate(Optional.empty(), true).isDisabled())
                .isFalse();
    }

    @Test
    void aTestIsSkippedWhereResticIsMissingAndSaysSo() {
        ConditionEvaluationResult result = NeedsRestic.Condition.evaluate(MISSING, false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("there is no restic on the PATH");
    }

    @Test
    void aTestFailsWhereResticIsRequiredAndMissing() {
        assertThatThrownBy(() -> NeedsRestic.Condition.evaluate(MISSING, true))
                .hasMessage("restic is required here, and there is no restic on the PATH");
    }
}
