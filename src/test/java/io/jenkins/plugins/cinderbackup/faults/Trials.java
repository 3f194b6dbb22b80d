package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The same run over and over, each time with something else that goes wrong: a site for each trial, some trials at a time, and one test of its own name
 * for each, in order. How many were tried is told at the end.
 */
final class Trials {
    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();
    /** What waits for a call that hangs needs time and no processor. */
    private static final int WAITING_THREADS = 32;

    private final String counted;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService waiting = Executors.newFixedThreadPool(WAITING_THREADS);
    private int tried;
    private int failures;

    /** @param counted such as {@code fault cells} */
    Trials(String counted) {
        this.counted = counted;
    }

    /** Begins one, or puts it into the queue. */
    <T> CompletableFuture<T> begin(boolean waits, Callable<T> trial) {
        CompletableFuture<T> result = new CompletableFuture<>();
        (waits ? waiting : threads).execute(() -> {
            try {
                result.complete(trial.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** The test that a trial which has begun ends without problems. */
    <T> DynamicTest test(String name, Future<T> trial, Function<T, List<String>> problems) {
        return DynamicTest.dynamicTest(name, () -> {
            tried++;
            failures++;
            assertThat(problems.apply(trial.get())).as(name).isEmpty();
            failures--;
        });
    }

    /** The tests, after the last of which it is told how many there were. */
    <N> Stream<N> all(Stream<N> tests) {
        return tests.onClose(() -> {
            threads.shutdownNow();
            waiting.shutdownNow();
            assertThat(tried).as("trials").isPositive();
            Counts.tell(counted, tried, failures);
        });
    }
}
