package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;

/** Whether the backup is there and {@code available}: Cinder exports no record of another one. */
record ExportableBackup(VolumeBackupExportPlan plan) implements Check {
    private static final Fact<VolumeBackup> SEEN = new Fact<>("backup", VolumeBackup.class);

    @Override
    public void check(CheckRound round) {
        round.attempt(() -> NamedBackup.find(round.run(), plan.backup(), plan.cloud()))
                .ifPresent(backup -> {
                    round.put(SEEN, backup);
                    judge(round, backup);
                });
    }

    private static void judge(CheckRound round, VolumeBackup backup) {
        if (backup.status().equals(StorageState.AVAILABLE)) {
            return;
        }
        String seen = backup.describe() + " is in state '" + backup.status()
                + "'; its record can be exported in 'available' alone.";
        if (StorageState.isFailed(backup.status())) {
            round.wrong(List.of(Finding.of(seen, "choose another backup: cinderVolumeBackups lists them")));
        } else {
            round.passing(List.of(Finding.of(seen, "try again when what is under way with it has ended")));
        }
    }

    @Override
    public void passed(CheckRound round) {
        VolumeBackup backup = round.get(SEEN).orElseThrow();
        round.run().found(ExportedRecords.FACT, new ExportedRecords(List.of(), backup.id()));
        round.run()
                .note((plan.dryRun()
                                ? "Dry run: nothing is exported. A run would export the record of "
                                : "Exporting the record of ")
                        + backup.describe()
                        + (backup.incremental() ? ", an increment, and of those that it builds on" : ""));
    }
}
