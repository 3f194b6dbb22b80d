package io.jenkins.plugins.cinderbackup.runtime;

import io.jenkins.plugins.cinderbackup.model.RunId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs that this process drives. What they have created is theirs, and nobody else touches it. */
public final class DrivenRuns {
    private final Set<RunId> runs = ConcurrentHashMap.newKeySet();
    private volatile Consumer<RunId> whenReleased = run -> {};

    public void add(RunId run) {
        runs.add(run);
    }

    /** Nobody drives the run any more, and no call of it is under way. */
    public void remove(RunId run) {
        if (runs.remove(run)) {
            whenReleased.accept(run);
        }
    }

    public boolean contains(RunId run) {
        return runs.contains(run);
    }

    /** @param listener is told of each run that is not driven any more */
    public void whenReleased(Consumer<RunId> listener) {
        whenReleased = listener;
    }
}
