package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Objective;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether what was promised of backups is kept. */
class SourceObjectiveTest {
    private static final Instant NOW = Instant.parse("2026-01-31T02:00:00Z");
    private static final SourceObjective DAILY =
            new SourceObjective("shop/nightly", new Objective(Duration.ofDays(1), null));

    @Test
    void aBackupKeepsThePromiseUntilItIsTooOld() {
        assertThat(DAILY.lateBy(NOW.minus(Duration.ofHours(24)), NOW)).isEmpty();
        assertThat(DAILY.lateBy(NOW.minus(Duration.ofHours(25)), NOW)).contains(Duration.ofHours(1));
        assertThat(DAILY.lateBy(null, NOW)).isPresent();
        assertThat(new SourceObjective("shop/nightly", new Objective(null, Duration.ofDays(1))).lateBy(null, NOW))
                .isEmpty();
    }

    @Test
    void aBackupFromAClockThatWasAheadKeepsNoPromise() {
        assertThat(DAILY.lateBy(NOW.plus(Duration.ofMinutes(5)), NOW))
                .as("clocks differ a little")
                .isEmpty();
        assertThat(DAILY.lateBy(NOW.plus(Duration.ofDays(1000)), NOW)).isPresent();
    }
}
