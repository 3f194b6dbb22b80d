package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.List;

/** Whether the backup is a full one; and whether it can be an increment where it has to be. */
record ChainCheck(VolumeBackupPlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        if (plan.incremental() == Increment.FALSE) {
            round.put(Chain.FACT, new Chain(false, "as `incremental` says"));
            return;
        }
        round.get(SourceVolumeCheck.SEEN)
                .flatMap(volume ->
                        round.attempt(() -> round.run().backups().backups(BackupFilter.ofVolume(volume.id()))))
                .ifPresent(backups -> judge(round, backups));
    }

    private void judge(CheckRound round, List<VolumeBackup> backups) {
        if (plan.incremental() == Increment.AUTO) {
            round.put(Chain.FACT, Chain.of(backups, plan.maxIncrements()));
            return;
        }
        round.put(Chain.FACT, new Chain(true, "as `incremental` says"));
        Chain.broken(backups)
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
