package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.List;
import java.util.Objects;

/** Whether the backup is there, and whole as far as Cinder lets see: it is {@code available}, and an increment has a full one under it. */
record RestorableBackup(VolumeRestorePlan plan) implements Check {
    /** The backup as it was seen in the round. */
    static final Fact<VolumeBackup> SEEN = new Fact<>("backup", VolumeBackup.class);

    @Override
    public void check(CheckRound round) {
        round.attempt(() -> find(round.run())).ifPresent(backup -> {
            round.put(SEEN, backup);
            judge(round, backup);
        });
    }

    private VolumeBackup find(RunContext run) {
        if (plan.backup() != null) {
            return NamedBackup.find(run, plan.backup(), plan.cloud());
        }
        List<VolumeBackup> newestFirst = run.backups().backups(BackupFilter.ofVolume(plan.latestOf()));
        return newestFirst.stream()
                .filter(backup -> backup.status().equals(StorageState.AVAILABLE))
                .findFirst()
                .orElseThrow(() -> PermanentException.of(
                        "Volume " + plan.latestOf() + " has no backup that is available in cloud " + plan.cloud() + ".",
                        "cinderVolumeBackups lists those that there are, with their states",
                        "check that the OpenStack credential belongs to the project of the backup, and the region"));
    }

    private static void judge(CheckRound round, VolumeBackup backup) {
        if (!backup.status().equals(StorageState.AVAILABLE)) {
            List<Finding> state = List.of(Finding.of(
                    backup.describe() + " is in state '" + backup.status() + "'; a restore needs 'available'.",
                    StorageState.isFailed(backup.status())
                            ? "choose another backup: cinderVolumeBackups lists them"
                            : "try again when what is under way with it has ended: it serves one restore at a time"));
            if (StorageState.isFailed(backup.status())) {
                round.wrong(state);
            } else {
                round.passing(state);
            }
        } else if (backup.incremental()) {
            round.attempt(() -> ofSameVolume(round.run(), backup))
                    .filter(all -> !hasFullOne(all, backup))
                    .ifPresent(
                            broken -> round.wrong(
                                    List.of(
                                            Finding.of(
                                                    backup.describe()
                                                            + " is an increment, and no full backup that it could build on is available.",
                                                    "choose a full backup, or one whose chain is whole",
                                                    "where the records of its chain were lost, have an administrator import them, the oldest first"))));
        }
    }

    /** In the project of the backup, which is not the credential's where an administrator names one by its id. */
    private static List<VolumeBackup> ofSameVolume(RunContext run, VolumeBackup backup) {
        List<VolumeBackup> all = run.backups().backups(BackupFilter.ofVolume(backup.volumeId()));
        return all.stream().anyMatch(other -> other.id().equals(backup.id()))
                ? all
                : run.backups().backups(new BackupFilter(backup.volumeId(), null, null, true)).stream()
                        .filter(other -> Objects.equals(other.project(), backup.project()))
                        .toList();
    }

    private static boolean hasFullOne(List<VolumeBackup> all, VolumeBackup increment) {
        return all.stream()
                .anyMatch(other -> !other.incremental()
                        && other.status().equals(StorageState.AVAILABLE)
                        && other.dataTimestamp().isBefore(increment.dataTimestamp()));
    }

    @Override
    public void passed(CheckRound round) {
        VolumeBackup backup = round.get(SEEN).orElseThrow();
        round.run().concerns(plan.isToNew() ? backup.volumeId() : plan.volumeId());
        round.run()
                .found(
                        RestoredBackup.FACT,
                        new RestoredBackup(
                                backup.id(),
                                backup.name(),
                                backup.volumeId(),
                                backup.sizeGiB(),
                                backup.dataTimestamp(),
                                plan.isToNew()));
    }
}
