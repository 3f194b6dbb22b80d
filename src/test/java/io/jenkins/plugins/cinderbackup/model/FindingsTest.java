package io.jenkins.plugins.cinderbackup.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final Findings findings = new Findings();

    @Test
    void saysAllAtOnceInTheirOrder() {
        findings.add("first", "do this");
        findings.attempt(() -> {
            throw PermanentException.of("second");
        });
        findings.add(Optional.of(Finding.of("third")));

        assertThatThrownBy(findings::throwIfAny)
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        e -> assertThat(e.findings())
                                .containsExactly(
                                        Finding.of("first", "do this"), Finding.of("second"), Finding.of("third")));
    }

    @Test
    void saysTheSameThingOnce() {
        findings.add("the log-in fails");
        findings.add("the log-in fails");

        assertThat(findings.list()).containsExactly(Finding.of("the log-in fails"));
    }

    @Test
    void answersTheValueOfACheckThatPasses() {
        assertThat(findings.attempt(() -> 1)).contains(1);

        findings.throwIfAny();
    }

    @Test
    void takesNothingThatPassesByItselfForAFinding() {
        TransientException passing = new TransientException("busy", null);

        assertThatThrownBy(() -> findings.attempt(() -> {
                    throw passing;
                }))
                .isSameAs(passing);
        assertThat(findings.isEmpty()).isTrue();
    }
}
