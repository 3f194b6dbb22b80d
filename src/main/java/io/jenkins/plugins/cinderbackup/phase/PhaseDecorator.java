package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/** A phase around another one: what it does not say itself, that one says. */
public interface PhaseDecorator extends Phase {
    /** What is decorated. */
    Phase phase();

    @Override
    default PhaseId id() {
        return phase().id();
    }

    @Override
    default PhaseStatus advance(RunContext run) {
        return phase().advance(run);
    }

    @Override
    default Duration limit() {
        return phase().limit();
    }

    @Override
    default Finding timedOut(RunContext run) {
        return phase().timedOut(run);
    }

    @Override
    default boolean isEssential() {
        return phase().isEssential();
    }

    @Override
    default boolean isWanted(RunContext run) {
        return phase().isWanted(run);
    }

    @Override
    default boolean needsTurn() {
        return phase().needsTurn();
    }
}
