package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the project's quota has room for the backups that are begun together, and for the snapshots that they are read from.
 *
 * @param plan of each of them
 * @param volumes what an earlier check has found to be backed up; empty if it has found nothing
 */
record BackupRoom(VolumeBackupPlan plan, Function<CheckRound, List<Volume>> volumes) implements Check {
    @Override
    public void check(CheckRound round) {
        Optional<BackupQuota> quota = round.attempt(round.run().backups()::quota);
        List<Volume> found = volumes.apply(round);
        if (quota.isPresent() && !found.isEmpty()) {
            round.attempt(() -> full(round, found, quota.get())).ifPresent(round::wrong);
        }
    }

    private List<Finding> full(CheckRound round, List<Volume> found, BackupQuota quota) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(QuotaFindings.of(
                plan.cloud(), "backups", quota.backups(), found.size(), () -> List.of(ours(round, found))));
        findings.addAll(QuotaFindings.of(
                plan.cloud(),
                "backup_gigabytes",
                quota.gigabytes(),
                found.stream().mapToLong(Volume::sizeGiB).sum(),
                () -> List.of(ours(round, found), "each backup counts with its volume's size, an increment too")));
        if (plan.takesSnapshot()) {
            StorageQuota storage = round.run().storage().quota();
            findings.addAll(QuotaFindings.of(plan.cloud(), "snapshots", storage.snapshots(), found.size(), List::of));
        }
        return findings;
    }

    private static String ours(CheckRound round, List<Volume> found) {
        long ours = found.stream()
                .flatMap(volume -> round.run().backups().backups(BackupFilter.ofVolume(volume.id())).stream())
                .filter(backup -> backup.tags() != null)
                .count();
        return "it counts " + ours + " backups of "
                + (found.size() == 1 ? "this volume" : "these " + found.size() + " volumes")
                + " that were made by Jenkins; lower `retention` to keep fewer, or remove some with cinderVolumeBackupDelete";
    }
}
