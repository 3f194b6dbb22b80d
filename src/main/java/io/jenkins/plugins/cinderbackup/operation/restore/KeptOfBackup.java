package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.Optional;

/** Looks for the Cinder snapshot that was kept of a backup: by the run that has made both. */
record KeptOfBackup(RestorePlan plan, RunContext run) {
    /** It, as Cinder has it, if a volume can be made from it now. */
    Optional<Snapshot> find(SnapshotTags tags) {
        if (tags.run().isEmpty()) {
            return Optional.empty();
        }
        return run.storage().snapshotsOf(new RunId(tags.run())).stream()
                .filter(snapshot -> snapshot.kept() && snapshot.status().equals(StorageState.AVAILABLE))
                .filter(snapshot -> isOfSource(snapshot.volumeId()))
                .findFirst();
    }

    /**
     * Whether the volume is the source's as Kubernetes or the plan has it; one that is reverted is the target's. The tags alone are no proof: who may write to a repository may tag a backup with
     * the run and the volume of somebody else, whose snapshot may be in the same project.
     */
    private boolean isOfSource(String volumeId) {
        if (plan.revert()) {
            return run.fact(InPlace.CLAIM).orElseThrow().volumeId().equals(volumeId);
        }
        if (plan.sourceClaim() == null) {
            String[] source = plan.source().split("/", -1);
            return source.length == 2 && source[1].equals(volumeId);
        }
        try {
            return run.cluster()
                    .living(plan.sourceNamespace(), plan.sourceClaim())
                    .filter(claim -> claim.volumeId().equals(volumeId))
                    .isPresent();
        } catch (PermanentException e) {
            // The repository has the backup too
            return false;
        }
    }
}
