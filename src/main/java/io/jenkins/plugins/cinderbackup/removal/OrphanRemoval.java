package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.RemovalState.Entry;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanRemovalProgress.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has the background removal take up what an administrator has confirmed of a scan, and says how far that has come. */
final class OrphanRemoval {
    private final RemovalQueue queue;
    private final Ticker ticker;
    private final Map<RunId, OrphanRemovalProgress> ended = new ConcurrentHashMap<>();

    /** @param queue the journals of what was found */
    OrphanRemoval(RemovalQueue queue, Ticker ticker) {
        this.queue = queue;
        this.ticker = ticker;
        queue.whenRemoved(journal -> end(journal.run(), keptSince(journal)));
    }

    /**
     * Has the run's objects removed; one that is being removed already is tried again.
     *
     * @param end until when the run might have lived
     */
    void add(OrphanGroup group, Instant end) {
        ended.remove(group.run());
        try {
            queue.add(group.journal(end, ticker.now()));
        } catch (PermanentException e) {
            end(group.run(), RemovalAttempt.lines(e.findings()));
        }
    }

    private void end(RunId run, List<String> lastErrors) {
        State state = lastErrors.isEmpty() ? State.REMOVED : State.NOT_REMOVED;
        ended.put(run, new OrphanRemovalProgress(state, lastErrors));
    }

    /** What was marked to stay since it was found. */
    private static List<String> keptSince(RunJournal journal) {
        List<String> lastErrors = new ArrayList<>();
        for (TrackedResource resource : journal.resources()) {
            if (resource.state() == TrackedResource.State.KEPT) {
                lastErrors.add(
                        resource.describe() + " is marked to stay since it was found. It is left alone; scan again.");
            }
        }
        return lastErrors;
    }

    /** How far the removal of the run has come, if there is one, or was since the last scan began. */
    Optional<OrphanRemovalProgress> progress(RunId run) {
        return queue.contains(run) ? Optional.of(underWay(run)) : Optional.ofNullable(ended.get(run));
    }

    private OrphanRemovalProgress underWay(RunId run) {
        return new OrphanRemovalProgress(
                queue.needsHelp(run) ? State.NOT_REMOVED : State.REMOVING,
                queue.schedule().entry(run).map(Entry::lastErrors).orElse(List.of()));
    }

    /** Whether something is being removed that needs nobody's help. */
    boolean isUnderWay() {
        return queue.schedule().runs().anyMatch(run -> !queue.needsHelp(run));
    }

    /** Forgets those that are over. */
    void forgetEnded() {
        ended.clear();
    }
}
