package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the project's quota has room for a backup, and for the snapshot that it is read from. */
record BackupRoom(VolumeBackupPlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        Optional<BackupQuota> quota = round.attempt(round.run().backups()::quota);
        Optional<Volume> volume = round.get(SourceVolumeCheck.SEEN);
        if (quota.isPresent() && volume.isPresent()) {
            round.attempt(() -> full(round, volume.get(), quota.get())).ifPresent(round::wrong);
        }
    }

    private List<Finding> full(CheckRound round, Volume volume, BackupQuota quota) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(
                QuotaFindings.of(plan.cloud(), "backups", quota.backups(), 1, () -> List.of(ours(round, volume))));
        findings.addAll(QuotaFindings.of(
                plan.cloud(),
                "backup_gigabytes",
                quota.gigabytes(),
                volume.sizeGiB(),
                () -> List.of(ours(round, volume), "each backup counts with its volume's size, an increment too")));
        if (plan.takesSnapshot()) {
            StorageQuota storage = round.run().storage().quota();
            findings.addAll(QuotaFindings.of(plan.cloud(), "snapshots", storage.snapshots(), 1, List::of));
        }
        return findings;
    }

    private static String ours(CheckRound round, Volume volume) {
        long ours = round.run().backups().backups(BackupFilter.ofVolume(volume.id())).stream()
                .filter(backup -> backup.tags() != null)
                .count();
        return "it counts " + ours
                + " backups of this volume that were made by Jenkins; lower `retention` to keep fewer, or remove some with cinderVolumeBackupDelete";
    }
}
