package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One scan of all targets at once, each on a thread of its own, so that one that is down keeps nobody from what the others have. */
public final class OrphanScan {
    /** How long each target has. A thousand objects a page and some hundred milliseconds each: enough for any project. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private final Ticker ticker;
    private final Instant startedAt;
    private final Map<ScanTarget, TargetScan> targets = new LinkedHashMap<>();

    /**
     * What scans run on.
     *
     * @param targets runs each task on a thread of its own
     * @param timer runs a task after a pause; or never, when the controller shuts down
     */
    public record Threads(
            @NonNull Executor targets, @NonNull Timer timer) {
        /** Threads of their own for the targets; for the limits those that are shared. */
        @NonNull
        public static Threads of(@NonNull ScheduledExecutorService shared) {
            return new Threads(
                    Threads::start, (pause, task) -> shared.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS));
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "cinder-snapshot-backup-scan");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Runs a task later. */
    @FunctionalInterface
    public interface Timer {
        /** @param pause how much later */
        void after(@NonNull Duration pause, @NonNull Runnable task);
    }

    private OrphanScan(List<ScanTarget> all, Ticker ticker) {
        this.ticker = ticker;
        this.startedAt = ticker.now();
        all.forEach(target -> targets.put(target, TargetScan.underWay(target)));
    }

    /** Begins, and answers at once. */
    static OrphanScan begin(List<ScanTarget> targets, Ticker ticker, Threads threads) {
        OrphanScan scan = new OrphanScan(targets, ticker);
        targets.forEach(target -> scan.start(target, threads));
        return scan;
    }

    private void start(ScanTarget target, Threads threads) {
        FutureTask<Void> task = new FutureTask<>(() -> end(TargetScan.of(target, ticker)), null);
        threads.targets().execute(task);
        threads.timer().after(LIMIT, () -> {
            List<String> late = List.of("It did not answer within " + LIMIT.toSeconds() + " s.");
            end(TargetScan.failed(target, late, ticker.now()));
            task.cancel(true);
        });
    }

    /** The first end counts: what comes after the time limit is out of date. */
    private synchronized void end(TargetScan result) {
        targets.computeIfPresent(result.target(), (target, known) -> known.isOver() ? known : result);
    }

    Instant startedAt() {
        return startedAt;
    }

    /** All targets, in the order of the configuration. */
    synchronized List<TargetScan> targets() {
        return List.copyOf(targets.values());
    }

    boolean isOver() {
        return targets().stream().allMatch(TargetScan::isOver);
    }

    /** What was found so far. */
    List<OrphanGroup> groups() {
        return OrphanGroup.of(targets().stream().flatMap(TargetScan::found));
    }
}
