package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;
import java.util.List;

/**
 * Makes the temporary PVC and its PV, and awaits the binding.
 *
 * @param patience until the PVC is {@code Bound}
 * @param causes what may be wrong where it is not, as hints
 */
public record CreatingPvc(BoundClaim temporary, Patience patience, List<String> causes) implements Phase {
    /** What may keep any PVC of ours from being bound, as a hint. */
    public static final String POLICY = "see whether a policy of the cluster changes or refuses PVCs and PVs";

    /** Its name. */
    public static final PhaseId ID = new PhaseId("CreatingPVC");

    public CreatingPvc {
        causes = List.copyOf(causes);
    }

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        return temporary.bind(run);
    }

    @Override
    public Duration limit() {
        return patience.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return temporary.notBound(run, patience, causes);
    }
}
