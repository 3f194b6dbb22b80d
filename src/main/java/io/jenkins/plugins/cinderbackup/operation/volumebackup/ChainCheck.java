package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.List;

/** Whether the backup is a full one; whether it can be an increment where it has to be; and whether the driver can read a snapshot once more. */
record ChainCheck(VolumeBackupPlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        if (plan.incremental() == Increment.FALSE) {
            round.put(Chain.FACT, new Chain(false, "as `incremental` says"));
        }
        round.get(SourceVolumeCheck.SEEN).ifPresent(volume -> judge(round, volume));
    }

    /** Says what is wrong with the backups of the volume. */
    void judge(CheckRound round, Volume volume) {
        if (plan.incremental() != Increment.FALSE || plan.readsSnapshot()) {
            round.attempt(() -> round.run().backups().backups(BackupFilter.ofVolume(volume.id())))
                    .ifPresent(backups -> judge(round, backups));
        }
    }

    private void judge(CheckRound round, List<VolumeBackup> backups) {
        if (plan.readsSnapshot()) {
            backups.stream()
                    .filter(VolumeBackup::isSnapshotCopyInCeph)
                    .findFirst()
                    .ifPresent(copy -> round.wrong(List.of(onlyOne(copy))));
        }
        switch (plan.incremental()) {
            case AUTO -> round.put(Chain.FACT, Chain.of(eligible(round, backups), plan));
            case TRUE -> judgeIncrement(round, eligible(round, backups));
            case FALSE -> {}
        }
    }

    /** Those whose data is older than what is read: where there is none, Cinder would build on a newer one, which no chain holds together. */
    private static List<VolumeBackup> eligible(CheckRound round, List<VolumeBackup> backups) {
        return round.get(BackedUpVolumeCheck.SNAPSHOT)
                .map(snapshot -> backups.stream()
                        .filter(backup -> backup.dataTimestamp().isBefore(snapshot.createdAt()))
                        .toList())
                .orElse(backups);
    }

    /** It would fail; and to remove what has failed would be to lose the copy. */
    private static Finding onlyOne(VolumeBackup copy) {
        return Finding.of(
                copy.describe()
                        + " is a snapshot's copy by Cinder's driver for Ceph, which can make only one of a volume.",
                "set `source` to 'volume', and leave `snapshotId` out: of the volume itself that driver makes any number, and increments",
                "or remove that backup first");
    }

    private void judgeIncrement(CheckRound round, List<VolumeBackup> backups) {
        round.put(Chain.FACT, new Chain(true, "as `incremental` says"));
        Chain.broken(backups, plan)
                .ifPresent(why -> round.wrong(List.of(Finding.of(
                        "An increment of " + plan.describeSubject() + " cannot be made: " + why + ".",
                        "set `incremental` to 'auto' or 'false' for a full backup",
                        "where a backup in an error state is in the way, delete it"))));
    }

    @Override
    public void passed(CheckRound round) {
        round.run().found(Chain.FACT, round.get(Chain.FACT).orElseThrow());
    }
}
