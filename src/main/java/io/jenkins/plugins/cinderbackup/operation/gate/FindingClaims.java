package io.jenkins.plugins.cinderbackup.operation.gate;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.phase.cluster.LabelledClaims;
import java.time.Duration;
import java.util.List;

/** Finds the PVCs with the labels that are asked for. None at all is an error: a gate for nothing would let everything pass. */
record FindingClaims(GatePlan plan) implements Phase {
    static final PhaseId ID = new PhaseId("FindingPVCs");
    static final Fact<Found> FACT = new Fact<>("claims", Found.class);

    /** What was found. */
    record Found(List<String> names) {}

    /** The PVCs that the run is about. */
    static List<String> claims(RunContext run, GatePlan plan) {
        return plan.selector() == null
                ? plan.claims()
                : run.fact(FACT).orElseThrow().names();
    }

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public boolean isWanted(RunContext run) {
        return plan.selector() != null;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (run.fact(FACT).isPresent()) {
            return PhaseStatus.DONE;
        }
        List<String> names = new LabelledClaims(plan.namespace(), plan.selector()).find(run, "to require a backup of");
        run.note("PVCs with these labels: " + String.join(", ", names));
        run.found(FACT, new Found(names));
        return PhaseStatus.ACTED;
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The PVCs of namespace " + plan.namespace() + " could not be listed within " + limit().toSeconds()
                        + " s",
                "check that Kubernetes can be reached from the Jenkins controller");
    }
}
