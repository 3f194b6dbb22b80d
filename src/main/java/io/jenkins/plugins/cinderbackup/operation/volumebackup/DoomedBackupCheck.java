package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.List;

/** Whether the backup is there, in the credential's project, in a state in which Cinder removes it, and no other builds on it or may do so. */
record DoomedBackupCheck(VolumeBackupDeletionPlan plan) implements Check {
    private static final Fact<VolumeBackup> SEEN = new Fact<>("backup", VolumeBackup.class);
    /** In which something is under way with a backup. */
    private static final List<String> UNREST = List.of(StorageState.CREATING, VolumeBackup.RESTORING);

    @Override
    public void check(CheckRound round) {
        RunContext run = round.run();
        round.attempt(() -> NamedBackup.find(run, plan.backup(), plan.cloud())).ifPresent(backup -> {
            round.put(SEEN, backup);
            List<VolumeBackup> ofVolume = run.backups().backups(BackupFilter.ofVolume(backup.volumeId()));
            if (isOfAnotherProject(run, backup, ofVolume)) {
                round.wrong(List.of(Finding.of(
                        backup.describe() + " belongs to another project than the credential.",
                        "use a credential for "
                                + (backup.project() == null ? "its project" : "project " + backup.project())
                                + ": in any other one Cinder does not look what builds on the backup")));
            }
            if (isBuiltOn(backup, ofVolume) && !plan.dependents()) {
                round.wrong(List.of(Finding.of(
                        backup.describe() + " cannot be removed: increments build on it.",
                        "set `dependents` to true to remove those too, or remove them first")));
            }
            round.passing(ofVolume.stream()
                    .filter(other -> UNREST.contains(other.status()))
                    .filter(other -> !(other.id().equals(backup.id()) && isForced(plan, other)))
                    .map(other -> Finding.of(
                            other.describe() + " is in state '" + other.status()
                                    + "': nothing of its volume is removed meanwhile, for Cinder does not say which backup it needs.",
                            "try again when that has ended; where it never does, ask the cloud's administrator"))
                    .toList());
        });
    }

    /** Whether it is to be removed by force, in a state in which Cinder deletes it for an administrator alone. It stops making one; a restore under way it would spoil. */
    static boolean isForced(VolumeBackupDeletionPlan plan, VolumeBackup backup) {
        return plan.force() && List.of(StorageState.CREATING, "error_deleting").contains(backup.status());
    }

    /** An administrator sees it by its id. Cinder would remove it from under its increments, for which it looks in the credential's project. */
    private static boolean isOfAnotherProject(RunContext run, VolumeBackup backup, List<VolumeBackup> ofVolume) {
        return ofVolume.stream().noneMatch(other -> other.id().equals(backup.id()))
                && run.backups().backupNow(backup.id()).isPresent();
    }

    /** Cinder may say so for a moment yet where the last one that did has just gone. */
    private static boolean isBuiltOn(VolumeBackup backup, List<VolumeBackup> ofVolume) {
        return backup.hasDependents() && !Increments.after(ofVolume, backup).isEmpty();
    }

    @Override
    public void passed(CheckRound round) {
        VolumeBackup backup = round.get(SEEN).orElseThrow();
        round.run().found(DoomedBackup.FACT, new DoomedBackup(backup.id(), backup.volumeId()));
        round.run()
                .note((plan.dryRun() ? "Dry run: nothing is removed. A run would remove " : "Removing ")
                        + backup.describe() + " of volume " + backup.volumeId()
                        + (backup.hasDependents() ? ", and before it what builds on it" : ""));
    }
}
