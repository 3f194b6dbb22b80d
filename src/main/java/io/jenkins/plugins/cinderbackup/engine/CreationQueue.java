package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Which of this controller's runs may create in a cloud: at most so many at once, first come, first served. Without it, a thousand jobs of the
 * same hour would ask a cloud for a thousand snapshots and volumes together.
 *
 * <p>It lives in memory: after a restart each run asks again, and one that was creating goes on.
 */
public final class CreationQueue {
    private final Map<String, List<Entry>> clouds = new HashMap<>();

    /** @param most how many may create at once, as this run's settings say; those ahead of it count */
    private record Entry(RunId run, int most, Runnable turn) {}

    /**
     * A run's view of it.
     *
     * @param cloud what is the same for all who create in the same cloud
     * @param most how many may create there at once
     * @param turn told once when it is the run's turn after it had to wait; must return at once
     */
    public CreationTurn turns(Supplier<String> cloud, IntSupplier most, Runnable turn) {
        return new CreationTurn() {
            @Override
            public int ahead(RunId run) {
                return enter(cloud.get(), new Entry(run, most.getAsInt(), turn));
            }

            @Override
            public void leave(RunId run) {
                CreationQueue.this.leave(run);
            }
        };
    }

    private synchronized int enter(String cloud, Entry entry) {
        List<Entry> queue = clouds.computeIfAbsent(cloud, unused -> new ArrayList<>());
        int place = 0;
        while (place < queue.size() && !queue.get(place).run().equals(entry.run())) {
            place++;
        }
        if (place == queue.size()) {
            queue.add(entry);
        } else {
            queue.set(place, entry);
        }
        return Math.max(0, place - entry.most() + 1);
    }

    private void leave(RunId run) {
        List<Entry> next = new ArrayList<>();
        synchronized (this) {
            clouds.values().forEach(queue -> next.addAll(leave(run, queue)));
            clouds.values().removeIf(List::isEmpty);
        }
        next.forEach(entry -> entry.turn().run());
    }

    /** @return whose turn has come by it */
    private static List<Entry> leave(RunId run, List<Entry> queue) {
        List<Entry> waiting = waiting(queue);
        if (!queue.removeIf(entry -> entry.run().equals(run))) {
            return List.of();
        }
        List<Entry> still = waiting(queue);
        return waiting.stream()
                .filter(entry ->
                        !entry.run().equals(run) && still.stream().noneMatch(other -> Objects.equals(other, entry)))
                .toList();
    }

    private static List<Entry> waiting(List<Entry> queue) {
        List<Entry> waiting = new ArrayList<>();
        for (int place = 0; place < queue.size(); place++) {
            if (place >= queue.get(place).most()) {
                waiting.add(queue.get(place));
            }
        }
        return waiting;
    }
}
