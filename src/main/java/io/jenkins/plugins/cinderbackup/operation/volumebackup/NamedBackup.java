package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a backup by what a user calls it. */
final class NamedBackup {
    private NamedBackup() {}

    /**
     * The backup.
     *
     * @param named its id, or its name
     * @param cloud where it is looked for, as the user knows it
     * @throws PermanentException if there is none, or more than one
     */
    static VolumeBackup find(RunContext run, String named, String cloud) {
        if (PlanCheck.volumeId("", named).isEmpty()) {
            return run.backups().backup(named).orElseThrow(() -> missing(named, cloud));
        }
        List<VolumeBackup> found = run.backups().backups(new BackupFilter(null, named, null, false));
        if (found.isEmpty()) {
            throw missing(named, cloud);
        }
        if (found.size() > 1) {
            throw PermanentException.of(
                    "There are " + found.size() + " Cinder backups named '" + named + "': "
                            + found.stream().map(VolumeBackup::id).collect(Collectors.joining(", ")) + ".",
                    "set `backup` to the id of the one that is meant");
        }
        return found.get(0);
    }

    private static PermanentException missing(String named, String cloud) {
        return PermanentException.of(
                "There is no Cinder backup '" + named + "' in cloud " + cloud + ".",
                "cinderVolumeBackups lists those that there are",
                "check that the OpenStack credential belongs to the project of the backup, and the region");
    }
}
