package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Claim;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which volume is behind the PVC. The cluster is asked for that and for nothing else, so nothing of the run is looked for there later. */
record VolumeBehindClaim(Claim claim) implements Check {
    /** The volume's id, as the cluster says it. */
    static final Fact<String> ID = new Fact<>("volumeBehindClaim", String.class);

    @Override
    public void check(CheckRound round) {
        Optional<List<Finding>> forbidden =
                round.attempt(() -> round.run().cluster().check(rights()));
        forbidden.ifPresent(round::wrong);
        forbidden
                .filter(List::isEmpty)
                .flatMap(allowed ->
                        round.attempt(() -> round.run().cluster().volumeBehind(claim.namespace(), claim.name())))
                .ifPresent(id -> round.put(ID, id));
    }

    /** Asked for beforehand: who may not see the PVC is not told yet that the PV is hidden too. */
    private Rehearsal rights() {
        Requirements needs = VolumeBackupRequirements.MAKING_OF_CLAIM;
        return new Rehearsal(
                List.of(),
                Map.of(
                        claim.namespace(),
                        Stream.concat(needs.sourcePermissions().stream(), needs.permissions().stream())
                                .toList()));
    }
}
