package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/** A phase in which restic does one thing. */
public record ResticPhase(PhaseId id, ResticSetup setup, ResticGoal goal) implements Phase {
    @Override
    public PhaseStatus advance(RunContext run) {
        return new ResticTask(goal, setup, run).advance();
    }

    @Override
    public Duration limit() {
        return setup.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The restic " + goal.kind().word() + " took longer than " + limit().toSeconds() + " s in all",
                "increase `job.timeout`",
                "check the repository and the network to it");
    }
}
