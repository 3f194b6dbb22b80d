package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import java.util.List;
import java.util.Optional;

/** Whether Cinder can revert the volume, and has room for the copy that leads back. Whether it is the backup's own snapshot shows when the backup is found. */
record RevertCheck(RestorePlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        if (!plan.revert()) {
            return;
        }
        round.attempt(round.run().storage()::canRevert)
                .filter(can -> !can)
                .ifPresent(cannot -> round.wrong(List.of(Finding.of(
                        "The Cinder of cloud " + plan.cloud()
                                + " cannot revert volumes: that came with microversion 3.40 of its API.",
                        "restore from the repository: leave `revert` out"))));
        round.get(InPlace.CLAIM)
                .flatMap(claim -> round.attempt(() -> Revertible.look(plan, round.run(), claim)))
                .ifPresent(seen -> {
                    round.wrong(seen.obstacles(plan.cinderSnapshotId()));
                    quota(round, seen.volume().sizeGiB());
                });
    }

    private void quota(CheckRound round, long sizeGiB) {
        Optional<StorageQuota> quota = round.attempt(round.run().storage()::quota);
        quota.ifPresent(now -> round.wrong(QuotaFindings.ofVolumes(plan.cloud(), now, 1, sizeGiB)));
    }
}
