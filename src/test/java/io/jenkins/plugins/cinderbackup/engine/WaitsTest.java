package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the engine waits: between looks, between two lines on the console, and after a failure that may pass. */
class WaitsTest {
    @ParameterizedTest
    @CsvSource({"PT0S, PT0.1S", "PT1S, PT0.1S", "PT2S, PT0.2S", "PT49S, PT4.9S", "PT50S, PT5S", "PT1H, PT5S"})
    void aLookComesAfterATenthOfTheTimeThatWasWaited(Duration waited, Duration next) {
        assertThat(RunEngine.nextLook(waited)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT10S", "PT3M, PT10S", "PT10M, PT30S", "PT3H, PT9M", "PT4H, PT10M", "PT48H, PT10M"})
    void aBackupTellsHowFarItIsLessAndLessOften(Duration elapsed, Duration interval) {
        assertThat(Heartbeat.interval(elapsed)).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 250, 500",
        "2, 500, 1000",
        "4, 2000, 4000",
        "7, 15000, 30000",
        "64, 15000, 30000",
        "1000, 15000, 30000"
    })
    void aFailedCallIsTriedAgainAfterTwiceTheTimeWithJitterOverItsUpperHalf(int attempt, long least, long most) {
        RetryPolicy policy = new RetryPolicy(new SplittableRandom(1));
        TransientException failure = new TransientException("503", null);
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 2000; i++) {
            long delay = policy.delay(attempt, failure).toMillis();
            shortest = Math.min(shortest, delay);
            longest = Math.max(longest, delay);
        }
        assertThat(shortest).isBetween(least, least + least / 50 + 1);
        assertThat(longest).isBetween(most - most / 50 - 1, most);
    }

    @Test
    void aServersWishIsObeyedUpToFiveMinutes() {
        RetryPolicy policy = new RetryPolicy(new SplittableRandom(1));
        assertThat(policy.delay(1, asking(Duration.ofSeconds(40)))).isEqualTo(Duration.ofSeconds(40));
        assertThat(policy.delay(1, asking(Duration.ofMinutes(5)))).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.delay(1, asking(Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.delay(9, asking(Duration.ofSeconds(1)))).isGreaterThan(Duration.ofSeconds(14));
    }

    @Test
    void anEngineNeedsNothingOfItsThreadsClassLoader() {
        JournalStore store = new InMemoryJournalStore(new Calls(new ManualTicker()));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThatCode(() -> new RunEngine(BackupOperation.OPERATION, FinishedRuns.ports(store)))
                    .doesNotThrowAnyException();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static TransientException asking(Duration wait) {
        return new TransientException("429", wait, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "2199023255552, 2.0 TiB",
        "9223372036854775807, 8.0 EiB"
    })
    void sizesHaveBinaryPrefixes(long bytes, String text) {
        assertThat(Sizes.binary(bytes)).isEqualTo(text);
    }

    @Test
    void noRunHasTheIdOfAnother() {
        assertThat(RunId.random()).isNotEqualTo(RunId.random());
        assertThat(RunId.random().toString()).matches("[0-9a-f]{16}").isNotEqualTo("0".repeat(16));
    }
}
