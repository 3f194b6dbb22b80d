package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;

/**
 * A phase under another name, where a procedure has two that do the same for different things.
 *
 * @param id its name in that procedure
 * @param phase what it does
 */
public record Named(PhaseId id, Phase phase) implements PhaseDecorator {}
