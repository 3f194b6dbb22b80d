package io.jenkins.plugins.cinderbackup.openstack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE / 2);

    @Test
    void someCallsMayComeTogetherThenTheyComeEvenly() {
        RateLimit limit = limit();
        for (int i = 0; i < 5; i++) {
            assertThat(limit.reserve()).isZero();
        }
        assertThat(limit.reserve()).isEqualTo(millis(100));
        assertThat(limit.reserve()).isEqualTo(millis(200));
        nanoTime.addAndGet(millis(250));
        assertThat(limit.reserve()).isEqualTo(millis(50));
    }

    @Test
    void aPauseGivesCreditButNotMoreThanTheBurst() {
        RateLimit limit = limit();
        nanoTime.addAndGet(TimeUnit.HOURS.toNanos(1));
        for (int i = 0; i < 5; i++) {
            assertThat(limit.reserve()).isZero();
        }
        assertThat(limit.reserve()).isPositive();
    }

    @Test
    void allWhoCallOneServerShareOneLimit() {
        RateLimit cinder = RateLimit.of(URI.create("http://cinder.example.org:8776/v3/a"));
        assertThat(RateLimit.of(URI.create("http://Cinder.example.org:8776/v3/b?limit=1")))
                .isSameAs(cinder);
        assertThat(RateLimit.of(URI.create("http://cinder.example.org:5000/v3")))
                .isNotSameAs(cinder);
    }

    @Test
    void whoIsInterruptedDoesNotWaitOn() {
        RateLimit limit = limit();
        for (int i = 0; i < 10_000; i++) {
            limit.reserve();
        }
        Thread.currentThread().interrupt();
        assertThatThrownBy(limit::await).isInstanceOf(InterruptedException.class);
    }

    private RateLimit limit() {
        return new RateLimit(10, 5, nanoTime::get);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
