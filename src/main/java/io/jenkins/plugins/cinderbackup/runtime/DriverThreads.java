package io.jenkins.plugins.cinderbackup.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The threads on which runs are driven. The runs of one cloud and cluster have a few of their own for as long as there are any, since a call to a
 * server that hangs holds its thread for up to a minute: those who use other servers must not wait for that. All else is done on a few that all
 * share.
 */
public final class DriverThreads implements AutoCloseable {
    /** A run needs one for the length of a call now and then. */
    private static final int EACH = 4;
    /** How long a shut-down waits for the looks under way. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private static final Logger LOGGER = Logger.getLogger(DriverThreads.class.getName());

    private final AtomicInteger number = new AtomicInteger();
    private final ScheduledThreadPoolExecutor shared = newThreads();
    private final Map<List<String>, Lane> lanes = new HashMap<>();

    /** For what is no look at a run. */
    @NonNull
    public ScheduledExecutorService shared() {
        return shared;
    }

    /**
     * A share in the threads of those who use the same servers; to be closed when the run is over.
     *
     * @param servers what tells them apart
     */
    @NonNull
    public synchronized Share open(@NonNull List<String> servers) {
        Lane lane = lanes.computeIfAbsent(servers, unused -> new Lane(newThreads()));
        lane.users++;
        if (shared.isShutdown()) {
            // A run that begins now rests, and goes on from its journal
            lane.threads.shutdown();
        }
        return new Share(lane.threads, () -> release(servers, lane));
    }

    private synchronized void release(List<String> servers, Lane lane) {
        if (--lane.users == 0) {
            lanes.remove(servers, lane);
            lane.threads.shutdown();
        }
    }

    private ScheduledThreadPoolExecutor newThreads() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(EACH, task -> {
            Thread thread = new Thread(task, "cinder-snapshot-backup-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        // Whoever asks after the end rests: a step or a run goes on when the controller is up again
        pool.setRejectedExecutionHandler((task, ended) -> LOGGER.log(Level.FINE, "Not done any more: {0}", task));
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return pool;
    }

    /**
     * Ends all. What is under way is interrupted and waited for, for a moment: it is to end before another process, or another start of this one, goes
     * on with its journal.
     */
    @Override
    public void close() {
        List<ScheduledThreadPoolExecutor> pools = all();
        pools.forEach(ScheduledThreadPoolExecutor::shutdownNow);
        long end = System.nanoTime() + LAST_LOOK.toNanos();
        try {
            for (ScheduledThreadPoolExecutor pool : pools) {
                if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOGGER.log(Level.INFO, "A call of a backup still hangs; its run goes on from its journal");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<ScheduledThreadPoolExecutor> all() {
        List<ScheduledThreadPoolExecutor> all = new ArrayList<>(List.of(shared));
        lanes.values().forEach(lane -> all.add(lane.threads));
        return all;
    }

    /** A pool, and how many runs use it. */
    private static final class Lane {
        private final ScheduledThreadPoolExecutor threads;
        private int users;

        Lane(ScheduledThreadPoolExecutor threads) {
            this.threads = threads;
        }
    }

    /** What one run has of them. */
    public static final class Share implements AutoCloseable {
        private final ScheduledExecutorService looks;
        private final Runnable release;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Share(ScheduledExecutorService looks, Runnable release) {
            this.looks = looks;
            this.release = release;
        }

        /** For looks at the run. */
        @NonNull
        public ScheduledExecutorService looks() {
            return looks;
        }

        /** Gives the share back; the last one ends the threads. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        }
    }
}
