package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;

/** A phase as a part of the test: writes down that it has passed, unless the test goes on without it. */
record TestedPart(TestPart part, Phase phase) implements PhaseDecorator {
    @Override
    public PhaseId id() {
        return part.id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (PassedParts.has(run.journal(), part)) {
            // After a crash the next phase may have begun already to do away with what this one has looked at
            return PhaseStatus.DONE;
        }
        PhaseStatus status = phase.advance(run);
        if (status == PhaseStatus.DONE && !TestedData.of(run.journal()).isNotMade(part)) {
            run.found(PassedParts.FACT, PassedParts.with(run.journal(), part));
        }
        return status;
    }
}
