package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;
import java.util.Optional;

/** Whether the backup is there; says what setting its state does, and what it does not. */
record ResetBackupCheck(VolumeBackupResetPlan plan) implements Check {
    private static final Fact<VolumeBackup> SEEN = new Fact<>("backup", VolumeBackup.class);

    @Override
    public void check(CheckRound round) {
        round.attempt(() -> NamedBackup.find(round.run(), plan.backup(), plan.cloud()))
                .ifPresent(backup -> {
                    round.put(SEEN, backup);
                    if (StorageState.isDeleting(backup.status())) {
                        round.wrong(List.of(Finding.of(
                                backup.describe() + " is being deleted, which its state does not end.",
                                "wait until it is gone")));
                    }
                });
    }

    @Override
    public void passed(CheckRound round) {
        VolumeBackup backup = round.get(SEEN).orElseThrow();
        round.run()
                .found(
                        ResetBackup.FACT,
                        new ResetBackup(backup.id(), backup.name(), backup.volumeId(), backup.status(), null, null));
        round.run()
                .note((plan.dryRun() ? "Dry run: nothing is set. A run would set " : "Setting ")
                        + backup.describe() + " from '" + backup.status() + "' to '" + plan.state()
                        + "'");
        consequence(backup).ifPresent(round.run()::caution);
    }

    private Optional<String> consequence(VolumeBackup backup) {
        if (backup.status().equals(StorageState.CREATING)) {
            return Optional.of(
                    "Cinder does not stop making a backup whose state is set: where it is still at it, the backup is 'available' in the end all the same.");
        }
        if (backup.status().equals(VolumeBackup.RESTORING)) {
            return Optional.of(
                    "The volume to which the backup was being restored is useless. It ends in state 'error', or stays 'restoring-backup' where nobody was at it any more. Cinder does not say which one it is.");
        }
        boolean failed = StorageState.isFailed(backup.status());
        return failed && plan.state().equals(StorageState.AVAILABLE)
                ? Optional.of(
                        "Cinder does not look at the backup's data when its state is set: whether it is whole only a restore can tell, and increments may build on it from now on.")
                : Optional.empty();
    }
}
