package io.jenkins.plugins.cinderbackup.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartPacingTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StartPacing pacing = new StartPacing(() -> now);

    @Test
    void whoBeginsAloneDoesNotWait() {
        assertThat(pacing.join()).isZero();
        now = now.plusMillis(100);
        assertThat(pacing.join()).isZero();
    }

    @Test
    void aThousandAtOnceBeginOneAfterAnotherAndAllWithinTwoMinutes() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 1000; i++) {
            Duration begin = pacing.join();
            assertThat(begin).isGreaterThanOrEqualTo(last);
            last = begin;
        }
        assertThat(last).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
        now = now.plusSeconds(200);
        assertThat(pacing.join()).isZero();
    }
}
