package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;

/** Which backup a run has Cinder make. It holds no state of its own. */
public interface BackupRequest {
    /** Its deterministic name. */
    String name(RunContext run);

    /** All of it, from what the run has found out by now. */
    NewBackup backup(RunContext run);
}
