package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/**
 * A phase under another name, where a procedure has two that do the same for different things.
 *
 * @param id its name in that procedure
 * @param phase what it does
 */
public record Named(PhaseId id, Phase phase) implements Phase {
    @Override
    public boolean isWanted(RunContext run) {
        return phase.isWanted(run);
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        return phase.advance(run);
    }

    @Override
    public Duration limit() {
        return phase.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return phase.timedOut(run);
    }

    @Override
    public boolean isEssential() {
        return phase.isEssential();
    }

    @Override
    public boolean needsTurn() {
        return phase.needsTurn();
    }
}
