package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import java.util.List;
import java.util.Optional;

/** Whether Cinder can make a volume of the backup, and the project's quota has room for it. */
record NewVolumeRoom(VolumeRestorePlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        round.attempt(round.run().backups()::canRestoreToNew)
                .filter(can -> !can)
                .ifPresent(cannot -> round.wrong(List.of(Finding.of(
                        "The Cinder of cloud " + plan.cloud()
                                + " cannot make a volume of a backup: that came with microversion 3.47 of its API.",
                        "make a volume by hand, and restore over it: set `volumeId`"))));
        Optional<StorageQuota> quota = round.attempt(round.run().storage()::quota);
        round.get(RestorableBackup.SEEN).ifPresent(backup -> {
            long size = plan.sizeGiB(backup.sizeGiB());
            if (size < backup.sizeGiB()) {
                round.wrong(List.of(Finding.of(
                        "newVolume.size is " + size + ", and the backup has " + backup.sizeGiB() + " GiB.",
                        "leave `newVolume.size` out, or set it to that or more")));
            }
            quota.ifPresent(now -> round.wrong(QuotaFindings.ofVolumes(plan.cloud(), now, 1, size)));
        });
    }
}
