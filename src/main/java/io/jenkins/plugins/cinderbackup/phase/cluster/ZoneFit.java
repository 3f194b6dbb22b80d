package io.jenkins.plugins.cinderbackup.phase.cluster;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.ZoneChange;
import java.util.Optional;

/**
 * Where the temporary volume is made in another availability zone than the source's, its PV must not keep the Job to the source's nodes. A zone of
 * Kubernetes need not have the name of Cinder's: only where the source's PV names Cinder's zone are the names known to be the same.
 */
record ZoneFit(@CheckForNull String wanted, Optional<SourceClaim> source, String sourceZone) {

    /** What to change in the node affinity of the source's PV for the temporary one. */
    Optional<ZoneChange> change() {
        return source.filter(claim -> isElsewhere() && claim.zones().contains(sourceZone))
                .map(claim -> new ZoneChange(sourceZone, wanted));
    }

    /** Says so where the temporary PV keeps an affinity of which nobody knows whether it fits. */
    void caution(RunContext run) {
        source.filter(claim -> isElsewhere()
                        && !claim.zones().isEmpty()
                        && !claim.zones().contains(sourceZone)
                        && !claim.zones().contains(wanted))
                .ifPresent(claim -> run.caution("The node affinity of the temporary PV stays at zone "
                        + String.join(", ", claim.zones())
                        + ", as on PV " + claim.persistentVolume()
                        + ", although `temporaryVolume.availabilityZone` is '" + wanted
                        + "': the zones of Kubernetes have other names than those of Cinder, where the source is in '"
                        + sourceZone
                        + "'. If the nodes there cannot attach volumes from '" + wanted + "', leave it out."));
    }

    private boolean isElsewhere() {
        return wanted != null && !wanted.equals(sourceZone);
    }
}
