package io.jenkins.plugins.cinderbackup.wiring;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The first phase, with what is wrong with the credentials said in the same breath as what is wrong with PVC, volume and permissions. */
final class Preflight implements Phase {
    private final Phase checks;
    private final Supplier<List<Finding>> credentials;
    private final Supplier<List<String>> notes;

    /**
     * @param credentials what is wrong with them; empty if nothing is
     * @param notes what is to be said of them, once they have been looked at
     */
    Preflight(Phase checks, Supplier<List<Finding>> credentials, Supplier<List<String>> notes) {
        this.checks = checks;
        this.credentials = credentials;
        this.notes = notes;
    }

    @Override
    public PhaseName name() {
        return checks.name();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Findings findings = new Findings();
        findings.addAll(credentials.get());
        notes.get().forEach(run::note);
        Optional<PhaseStatus> status = findings.attempt(() -> checks.advance(run));
        findings.throwIfAny();
        return status.orElseThrow();
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return checks.limit(plan);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return checks.timedOut(run);
    }
}
