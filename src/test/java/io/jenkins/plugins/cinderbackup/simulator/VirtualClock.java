package io.jenkins.plugins.cinderbackup.simulator;

import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands until it is moved, with what is to happen at its times: whole runs with all their waits, in milliseconds and each time
 * alike. What is due happens in the thread that moves the clock.
 */
public final class VirtualClock implements Ticker {
    private record Task(Instant at, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private Instant now;
    private long numbers;

    public VirtualClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    /** Has something happen so much later; may be called by any thread. */
    public synchronized void after(Duration delay, Runnable work) {
        tasks.add(new Task(now.plus(delay), numbers++, work));
    }

    /** Does what is due by now, and what that makes due. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Moves the clock, and does on the way what is due. */
    public void advance(Duration time) {
        Instant end = now().plus(time);
        for (Task task = next(end); task != null; task = next(end)) {
            task.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task next(Instant end) {
        Task first = tasks.peek();
        if (first == null || first.at().isAfter(end)) {
            return null;
        }
        if (first.at().isAfter(now)) {
            now = first.at();
        }
        return tasks.poll();
    }
}
