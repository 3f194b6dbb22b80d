package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;

/** What Cinder could not do, and what may be done about it. */
final class BackupTrouble {
    private BackupTrouble() {}

    static PermanentException of(RunContext run, VolumeBackup backup) {
        String reason = backup.failReason() == null ? "" : backup.failReason();
        String message = "Cinder could not make backup " + backup.name() + " (" + backup.id() + ")"
                + (reason.isEmpty() ? "." : ": " + reason + ".") + StorageState.complaint(run, backup.id());
        return PermanentException.of(message, hint(reason));
    }

    private static String hint(String reason) {
        if (reason.contains("RBD image already exists")) {
            return "set `source` to 'volume': the backup driver for Ceph cannot back a second snapshot of a volume up";
        }
        if (reason.contains("find snapshot from parent")) {
            return "set `incremental` to 'false' once: the backup driver for Ceph had nothing to build on, and may have deleted the data of the backup before this one";
        }
        if (reason.contains("manager restart")) {
            return "the cinder-backup service was restarted meanwhile: try again";
        }
        if (reason.contains("Service not found")) {
            return "no cinder-backup service runs: ask the cloud's administrator to start one";
        }
        return "ask the cloud's administrator for the log of the cinder-backup service, and whether its storage has room";
    }
}
