package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.runtime.RunDriver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Looks at this process while backups run: threads and heap above what they were before, and how long a run was left alone. */
final class Pulse implements AutoCloseable {
    private static final double MIB = 1 << 20;

    private final Logger logger = Logger.getLogger(RunDriver.class.getName());
    private final Looks looks = new Looks();
    private final RemoteSite site;
    private final ScheduledExecutorService clock;
    private final Set<Thread> idleThreads;
    private final double idleHeap;
    private volatile int threads;
    private volatile String threadNames = "";
    private volatile double heap;
    private volatile int watches;

    Pulse(RemoteSite site) {
        this.site = site;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pulse");
            thread.setDaemon(true);
            return thread;
        });
        clock.submit(() -> {});
        logger.setLevel(Level.FINER);
        logger.addHandler(looks);
        idleThreads = Thread.getAllStackTraces().keySet();
        idleHeap = heapNow();
        clock.scheduleAtFixedRate(this::often, 100, 100, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(this::seldom, 10, 10, TimeUnit.SECONDS);
    }

    /** Used after everything unused is gone. */
    private static double heapNow() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }

    private void often() {
        Set<Thread> now = Thread.getAllStackTraces().keySet();
        now.removeAll(idleThreads);
        now.removeIf(thread -> thread.getName().equals("pulse"));
        if (now.size() > threads) {
            threads = now.size();
            threadNames = now.stream()
                    .collect(Collectors.groupingBy(
                            thread -> thread.getName().replaceAll("[-/ ]*\\d+\\b.*|http.*", ""),
                            TreeMap::new,
                            Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
        }
    }

    private void seldom() {
        heap = Math.max(heap, heapNow() - idleHeap);
        try {
            watches = Math.max(watches, site.watches());
        } catch (IOException e) {
            throw new IllegalStateException("the site does not answer", e);
        }
    }

    int threads() {
        return threads;
    }

    String threadNames() {
        return threadNames;
    }

    double heapMiB() {
        return heap;
    }

    double longestWait() {
        return looks.latest / 1e3;
    }

    double longestPause() {
        return looks.longest / 1e9;
    }

    int watches() {
        return watches;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        logger.removeHandler(looks);
        logger.setLevel(null);
    }

    /** Takes the time between two looks at the same run, and how late each was, from what the driver tells of it. */
    private static final class Looks extends Handler {
        private final Map<Object, Long> last = new ConcurrentHashMap<>();
        private volatile long longest;
        private volatile long latest;

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel() != Level.FINER || entry.getParameters() == null) {
                return;
            }
            long now = System.nanoTime();
            Long before = last.put(entry.getParameters()[0], now);
            synchronized (this) {
                longest = Math.max(longest, before == null ? 0 : now - before);
                latest = Math.max(latest, (Long) entry.getParameters()[1]);
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back
        }

        @Override
        public void close() {
            // Nothing is open
        }
    }
}
