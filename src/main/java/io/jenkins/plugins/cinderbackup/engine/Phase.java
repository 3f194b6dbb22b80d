package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/**
 * One part of a procedure. It is level-triggered: each call looks at the journal and at the world, does at most one thing (which
 * may be done twice without harm) and says how far it is. It holds no state of its own.
 */
public interface Phase {
    /** Its name, by which the journal finds it again. */
    PhaseName name();

    /** Looks, and does at most one thing. */
    PhaseStatus advance(RunContext run);

    /** How long it may take, from when it was entered. */
    Duration limit(BackupPlan plan);

    /** What to tell the user when the limit has passed. */
    Finding timedOut(RunContext run);

    /** Whether the run has failed if this phase has. If not, its failure is a warning and the next phase follows. */
    default boolean isEssential() {
        return true;
    }
}
