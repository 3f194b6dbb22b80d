package io.jenkins.plugins.cinderbackup.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.simulator.FinestLog;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedSavesTest {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final SharedSaves saves = new SharedSaves(threads);
    private final AtomicInteger written = new AtomicInteger();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore may = new Semaphore(0);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void thoseWhoAskDuringASaveShareTheNextOne() throws Exception {
        ask("build", "one", this::slow);
        begun.acquire();
        ask("build", "two", this::slow);
        ask("build", "three", this::slow);
        assertThat(told).as("nobody is told before it is saved").isEmpty();

        may.release();
        assertThat(next()).isEqualTo("one true");
        begun.acquire();
        assertThat(told).as("the save under way was not yet theirs").isEmpty();
        may.release();

        assertThat(next()).isEqualTo("two true");
        assertThat(next()).isEqualTo("three true");
        assertThat(written).hasValue(2);
    }

    @Test
    void anotherBuildDoesNotWait() throws Exception {
        ask("build", "one", this::slow);
        begun.acquire();

        ask("other", "two", () -> true);

        assertThat(next()).isEqualTo("two true");
    }

    @Test
    void whoIsToldThatNothingWasSavedKeepsNobodyFromTheNextSave() throws Exception {
        saves.save("build", () -> false, saved -> {
            told.add("one " + saved);
            throw new IllegalStateException("its own mistake");
        });
        assertThat(next()).isEqualTo("one false");

        ask("build", "two", () -> {
            throw new StackOverflowError();
        });
        assertThat(next()).isEqualTo("two false");

        ask("build", "three", () -> true);
        assertThat(next()).isEqualTo("three true");
    }

    @Test
    void theOperatorIsToldWhyNothingWasSaved() throws Exception {
        try (FinestLog log = new FinestLog()) {
            ask("build", "one", () -> {
                throw new StackOverflowError("too deep");
            });

            assertThat(next()).isEqualTo("one false");
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("StackOverflowError: too deep"));
        }
    }

    private void ask(String shared, String who, BooleanSupplier save) {
        saves.save(shared, save, saved -> told.add(who + " " + saved));
    }

    private boolean slow() {
        begun.release();
        may.acquireUninterruptibly();
        written.incrementAndGet();
        return true;
    }

    private String next() throws InterruptedException {
        return told.poll(20, TimeUnit.SECONDS);
    }
}
