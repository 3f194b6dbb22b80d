package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;

/** Says what a restore is about to do, once nothing is wrong. */
record VolumeRestorePreview(VolumeRestorePlan plan) implements Check {
    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        VolumeBackup backup = round.get(RestorableBackup.SEEN).orElseThrow();
        run.note((plan.dryRun() ? "Dry run: nothing is done. A run would restore " : "Restoring ")
                + backup.describe() + ", data of " + backup.dataTimestamp() + ", " + backup.sizeGiB()
                + " GiB, " + target(round, backup));
        if (plan.dryRun()) {
            run.note(
                    "Not tried: whether the backup service runs and can read the backup. Cinder does not say that beforehand.");
        }
    }

    private String target(CheckRound round, VolumeBackup backup) {
        return round.get(OverwritableVolume.SEEN)
                .map(volume -> "over Cinder volume " + volume.id() + " (" + volume.name() + ", " + volume.sizeGiB()
                        + " GiB): all that is on it is lost")
                .orElseGet(() -> "to the new Cinder volume " + plan.volumeName(round.run()) + " of "
                        + plan.sizeGiB(backup.sizeGiB()) + " GiB");
    }
}
