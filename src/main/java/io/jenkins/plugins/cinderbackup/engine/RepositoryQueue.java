package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who of this controller's runs may use a repository: any number of backups, or one forget or initialisation. Without it, branches in {@code parallel}
 * would meet each other's locks, for restic's own are shared for a backup and exclusive for forget and prune.
 *
 * <p>First come, first served, so that neither side starves. It lives in memory: after a restart each run asks again.
 */
public final class RepositoryQueue {
    private final Map<String, List<Entry>> entries = new HashMap<>();

    private record Entry(RunId run, boolean exclusive) {}

    /**
     * Asks to use the repository, and keeps the place in the queue until {@link #leave}. Asking again changes nothing;
     * asking for the other way of use gives the place up for one at the end.
     *
     * @param repository a key that is the same for the same repository
     * @param exclusive for forget and for the initialisation
     * @return how many are ahead that must leave first; 0: go on
     */
    public synchronized int enter(String repository, RunId run, boolean exclusive) {
        List<Entry> queue = entries.computeIfAbsent(repository, key -> new ArrayList<>());
        Entry own = new Entry(run, exclusive);
        queue.removeIf(entry -> entry.run().equals(run) && !entry.equals(own));
        int place = queue.indexOf(own);
        if (place < 0) {
            place = queue.size();
            queue.add(own);
        }
        return (int) queue.subList(0, place).stream()
                .filter(ahead -> exclusive || ahead.exclusive())
                .count();
    }

    /** Gives up all that the run holds or waits for in the repository. */
    public synchronized void leave(String repository, RunId run) {
        List<Entry> queue = entries.get(repository);
        if (queue != null) {
            queue.removeIf(entry -> entry.run().equals(run));
            if (queue.isEmpty()) {
                entries.remove(repository);
            }
        }
    }
}
