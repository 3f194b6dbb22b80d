package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A phase that not every run of its operation needs.
 *
 * @param wanted whether the run does, by what it has found out when it comes there
 */
public record WantedIf(Predicate<RunContext> wanted, Phase phase) implements Phase {
    @Override
    public boolean isWanted(RunContext run) {
        return wanted.test(run);
    }

    @Override
    public PhaseId id() {
        return phase.id();
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
