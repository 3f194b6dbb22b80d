package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/**
 * One part of a procedure. It is level-triggered: each call looks at the journal and at the world, does at most one thing (which
 * may be done twice without harm) and says how far it is. Its settings are given to its constructor; it holds no state of its own.
 */
public interface Phase {
    /** Its name, by which the journal finds it again. */
    PhaseId id();

    /** Looks, and does at most one thing. */
    PhaseStatus advance(RunContext run);

    /** How long it may take, from when it was entered. */
    Duration limit();

    /** What to tell the user when the limit has passed. */
    Finding timedOut(RunContext run);

    /** Whether the run has failed if this phase has. If not, its failure is a warning and the next phase follows. */
    default boolean isEssential() {
        return true;
    }

    /** Whether the run needs it, by what it has found out when it comes there. */
    default boolean isWanted(RunContext run) {
        return true;
    }

    /** Whether it makes the cloud work: a run in it counts among those that create there. */
    default boolean needsTurn() {
        return false;
    }
}
