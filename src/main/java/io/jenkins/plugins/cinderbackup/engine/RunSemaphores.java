package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which of this controller's runs may use what not all may use at once: a repository, by any number of backups or by one forget or initialisation,
 * for branches in {@code parallel} would meet each other's locks, restic's own being shared for a backup and exclusive for forget and prune; a volume that is written
 * over; and a cloud, by so many that create there, for a thousand jobs of the same hour would ask it for a thousand snapshots together.
 *
 * <p>First come, first served, so that nobody starves. It lives in memory: after a restart each run asks again, and one that was creating goes on.
 */
public final class RunSemaphores {
    private static final String SHARED = "shared ";
    private static final String CLOUD = "cloud ";

    private final Map<String, List<Place>> queues = new HashMap<>();

    /**
     * A run's place in a queue.
     *
     * @param most how many may be in at once, as this run's settings say; those ahead of it count
     * @param turn told once when it is the run's turn after it had to wait; must return at once
     */
    private record Place(RunId run, boolean exclusive, int most, Runnable turn) {
        /** How many of those ahead must leave first. */
        int waitsFor(List<Place> ahead) {
            int alone = (int) ahead.stream().filter(Place::exclusive).count();
            return exclusive ? ahead.size() : Math.max(alone, ahead.size() - most + 1);
        }
    }

    /**
     * Asks to use a repository or a volume, and keeps the place in the queue until {@link #leave}. Asking again changes nothing;
     * asking for the other way of use gives the place up for one at the end.
     *
     * @param what a key that is the same for the same repository, or the same volume
     * @param exclusive for forget, for the initialisation, and for who writes over a volume
     * @return how many are ahead that must leave first; 0: go on
     */
    public int enter(String what, RunId run, boolean exclusive) {
        return enter(SHARED + what, new Place(run, exclusive, Integer.MAX_VALUE, () -> {}));
    }

    /** Takes for itself what it had before a restart, whoever has asked since: the queue has forgotten everybody, and who waited may be back first. */
    public synchronized void goOn(String what, RunId run) {
        List<Place> queue = queues.computeIfAbsent(SHARED + what, unused -> new ArrayList<>());
        queue.removeIf(place -> place.run().equals(run));
        queue.add(0, new Place(run, true, Integer.MAX_VALUE, () -> {}));
    }

    /** Gives up what the run holds or waits for of it. */
    public void leave(String what, RunId run) {
        leaveAll(run, (SHARED + what)::equals);
    }

    /** Gives up what the run holds or waits for of all of them. */
    public void leave(RunId run) {
        leaveAll(run, key -> key.startsWith(SHARED));
    }

    /**
     * A run's view of who creates in a cloud.
     *
     * @param cloud what is the same for all who create in the same cloud
     * @param most how many may create there at once
     * @param turn told once when it is the run's turn after it had to wait; must return at once
     */
    public CreationTurn turns(Supplier<String> cloud, IntSupplier most, Runnable turn) {
        return new CreationTurn() {
            @Override
            public int ahead(RunId run) {
                return enter(CLOUD + cloud.get(), new Place(run, false, most.getAsInt(), turn));
            }

            @Override
            public void leave(RunId run) {
                leaveAll(run, key -> key.startsWith(CLOUD));
            }
        };
    }

    private synchronized int enter(String key, Place own) {
        List<Place> queue = queues.computeIfAbsent(key, unused -> new ArrayList<>());
        queue.removeIf(place -> place.run().equals(own.run()) && place.exclusive() != own.exclusive());
        int index = 0;
        while (index < queue.size() && !queue.get(index).run().equals(own.run())) {
            index++;
        }
        if (index == queue.size()) {
            queue.add(own);
        } else {
            queue.set(index, own);
        }
        return own.waitsFor(queue.subList(0, index));
    }

    private void leaveAll(RunId run, Predicate<String> keys) {
        List<Place> next = new ArrayList<>();
        synchronized (this) {
            queues.forEach((key, queue) -> {
                if (keys.test(key)) {
                    next.addAll(leave(run, queue));
                }
            });
            queues.values().removeIf(List::isEmpty);
        }
        next.forEach(place -> place.turn().run());
    }

    /** @return whose turn has come by it */
    private static List<Place> leave(RunId run, List<Place> queue) {
        List<Place> waiting = waiting(queue);
        if (!queue.removeIf(place -> place.run().equals(run))) {
            return List.of();
        }
        List<Place> still = waiting(queue);
        return waiting.stream()
                .filter(place -> !place.run().equals(run) && !still.contains(place))
                .toList();
    }

    private static List<Place> waiting(List<Place> queue) {
        List<Place> waiting = new ArrayList<>();
        for (int index = 0; index < queue.size(); index++) {
            if (queue.get(index).waitsFor(queue.subList(0, index)) > 0) {
                waiting.add(queue.get(index));
            }
        }
        return waiting;
    }
}
