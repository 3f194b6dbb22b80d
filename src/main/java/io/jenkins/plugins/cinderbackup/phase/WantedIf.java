package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import java.util.function.Predicate;

/**
 * A phase that not every run of its operation needs.
 *
 * @param wanted whether the run does, by what it has found out when it comes there
 */
public record WantedIf(Predicate<RunContext> wanted, Phase phase) implements PhaseDecorator {
    @Override
    public boolean isWanted(RunContext run) {
        return wanted.test(run);
    }
}
