package io.jenkins.plugins.cinderbackup.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.PlanBuilder;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RunDriverTest {
    @TempDir
    private Path temp;

    private final ScheduledExecutorService looks = Executors.newScheduledThreadPool(2);
    private final ScheduledExecutorService ends = Executors.newScheduledThreadPool(1);
    private final RunSemaphores queue = new RunSemaphores();
    private final RunSemaphores creations = new RunSemaphores();
    private final Ending ending = new Ending();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        looks.shutdownNow();
        ends.shutdownNow();
    }

    @Test
    void looksAgainUntilTheRunIsOver() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        driver(run -> looks.incrementAndGet() < 3 ? PhaseStatus.WAITING : PhaseStatus.DONE, run -> PhaseStatus.DONE)
                .wake();

        assertThat(ending.next()).isEqualTo(RunResult.SUCCESS);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aRunForWhichNobodyWaitsAnyMoreIsAbortedAndCleanedUp() throws Exception {
        AtomicInteger cleanups = new AtomicInteger();
        driver(
                        run -> {
                            ending.waiting = false;
                            return PhaseStatus.WAITING;
                        },
                        run -> {
                            cleanups.incrementAndGet();
                            return PhaseStatus.DONE;
                        })
                .wake();

        assertThat(ending.next()).isEqualTo(RunResult.ABORTED);
        assertThat(cleanups).hasValue(1);
    }

    @Test
    void aRunThatIsToBeginLaterBeginsAtOnceWhenItIsWoken() throws Exception {
        RunDriver driver = driver(run -> PhaseStatus.DONE, run -> PhaseStatus.DONE);
        driver.begin(Duration.ofDays(1));
        driver.wake();

        assertThat(ending.next()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aMistakeOfOursEndsTheRunThroughItsCleanUp() throws Exception {
        AtomicInteger cleanups = new AtomicInteger();
        driver(
                        run -> {
                            throw new IllegalArgumentException("a bug");
                        },
                        run -> {
                            cleanups.incrementAndGet();
                            return PhaseStatus.DONE;
                        })
                .wake();

        assertThat(ending.next()).isEqualTo(RunResult.FAILURE);
        assertThat(cleanups).hasValue(1);
    }

    @Test
    void aClassThatAnotherPluginDoesNotBringEndsTheRunThroughItsCleanUp() throws Exception {
        AtomicInteger cleanups = new AtomicInteger();
        driver(
                        run -> {
                            throw new NoClassDefFoundError("org/snakeyaml/engine/v2/api/Load");
                        },
                        run -> {
                            cleanups.incrementAndGet();
                            return PhaseStatus.DONE;
                        })
                .wake();

        assertThat(ending.next()).isEqualTo(RunResult.FAILURE);
        assertThat(cleanups).hasValue(1);
    }

    @Test
    void anErrorOfTheMachineDoesNotLetTheBuildWaitForEver() throws Exception {
        driver(
                        run -> {
                            throw new OutOfMemoryError("seeded");
                        },
                        run -> PhaseStatus.DONE)
                .wake();

        assertThat(ending.next()).asString().contains("OutOfMemoryError");
    }

    @Test
    void aMistakeInTheCleanUpEndsTheRunAllTheSame() throws Exception {
        driver(run -> PhaseStatus.DONE, run -> {
                    throw new IllegalArgumentException("a bug");
                })
                .wake();

        assertThat(ending.next()).isEqualTo(RunResult.UNSTABLE);
    }

    @Test
    void aJournalThatCannotBeWrittenEndsTheRun() throws Exception {
        Files.writeString(temp.resolve("journals"), "a file where the folder should be");
        driver(run -> PhaseStatus.DONE, run -> PhaseStatus.DONE).wake();

        assertThat(ending.next()).asString().contains("cannot be written");
    }

    @Test
    void aRunThatCannotGoOnHoldsNoPlaceInAnyQueue() throws Exception {
        RunId other = RunId.random();
        RunDriver driver = driver(
                run -> {
                    run.queue()
                            .enter(
                                    BackupFacts.plan(run.journal()).repository().key(),
                                    run.journal().run(),
                                    true);
                    run.creations().ahead(run.journal().run());
                    throw new OutOfMemoryError("seeded");
                },
                run -> PhaseStatus.DONE);
        driver.wake();

        assertThat(ending.next()).asString().contains("OutOfMemoryError");
        assertThat(queue.enter("s3:https://s3.example.com/backups", other, true))
                .isZero();
        assertThat(creations.turns(() -> "cloud", () -> 1, () -> {}).ahead(other))
                .isZero();
    }

    @Test
    void anAbortWakesTheRunAndCleansUp() throws Exception {
        RunDriver driver = driver(this::waitForEver, run -> PhaseStatus.DONE);
        driver.wake();
        entered.await();

        driver.abort("the stop button");

        assertThat(ending.next()).isEqualTo(RunResult.ABORTED);
    }

    @Test
    void aSecondAbortDoesNotWaitForACallThatHangs() throws Exception {
        RunDriver driver = driver(
                run -> {
                    entered.countDown();
                    hang();
                    return PhaseStatus.WAITING;
                },
                run -> PhaseStatus.DONE);
        driver.wake();
        entered.await();

        driver.abort("the stop button");
        driver.abandon();

        assertThat(ending.next()).isEqualTo("abandoned");
        never.countDown();
        assertThat(ending.told.poll(200, TimeUnit.MILLISECONDS)).as("told once").isNull();
    }

    @Test
    void anAbandonedRunEndsAlsoWhileTheCallsOfOthersHoldAllThreads() throws Exception {
        RunDriver driver = driver(run -> PhaseStatus.WAITING, run -> PhaseStatus.WAITING);
        for (int i = 0; i < 2; i++) {
            looks.execute(this::hang);
        }
        driver.wake();

        driver.abort("the stop button");
        driver.abandon();

        assertThat(ending.next()).isEqualTo(RunResult.ABORTED);
    }

    @Test
    void aRunIsNeverLookedAtTwiceAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        RunDriver driver = driver(
                run -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    int look = looks.incrementAndGet();
                    inside.decrementAndGet();
                    return look < 200 ? PhaseStatus.WAITING : PhaseStatus.DONE;
                },
                run -> PhaseStatus.DONE);
        while (ending.told.isEmpty()) {
            driver.wake();
        }

        assertThat(ending.next()).isEqualTo(RunResult.SUCCESS);
        assertThat(most).hasValue(1);
    }

    private PhaseStatus waitForEver(RunContext run) {
        entered.countDown();
        return PhaseStatus.WAITING;
    }

    /** As a call that answers to no interruption. */
    private void hang() {
        boolean interrupted = false;
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RunDriver driver(Function<RunContext, PhaseStatus> work, Function<RunContext, PhaseStatus> cleanup) {
        Ports ports = new Ports(
                null,
                null,
                null,
                new FileJournalStore(temp.resolve("journals")),
                BackupCatalog.NONE,
                queue,
                creations.turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                event -> {},
                Ticker.system(),
                UnaryOperator.identity());
        Procedure procedure =
                new Procedure(List.of(new Scripted(Checks.ID, work), new Scripted(Cleanup.ID, cleanup)), List.of());
        Operation<BackupPlan> operation = new Operation<>(
                "backup",
                BackupPlan.class,
                plan -> procedure,
                BackupOperation.OPERATION.needs(),
                List.of(),
                BackupOperation.OPERATION.conclusion());
        RunJournal journal = operation.begin(
                RunId.random(),
                new Origin("jenkins", "nightly", "1"),
                new PlanBuilder().build(),
                Map.of(),
                Ticker.system().now());
        return new RunDriver(journal, new RunEngine(operation, ports), looks, ends, ending, new DrivenRuns());
    }

    private record Scripted(PhaseId id, Function<RunContext, PhaseStatus> look) implements Phase {
        @Override
        public PhaseStatus advance(RunContext run) {
            return look.apply(run);
        }

        @Override
        public Duration limit() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Finding timedOut(RunContext run) {
            return Finding.of("timed out");
        }
    }

    private static final class Ending implements RunDriver.Listener {
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        private volatile boolean waiting = true;

        @Override
        public boolean isWaiting() {
            return waiting;
        }

        Object next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public void over(RunReport report, Runnable written) {
            told.add(report.result());
            written.run();
        }

        @Override
        public void broken(PermanentException failure) {
            told.add(failure.getMessage());
        }

        @Override
        public void abandoned() {
            told.add("abandoned");
        }
    }
}
