package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;

/** What goes on and goes wrong while Cinder restores. */
final class RestoreTrouble {
    private static final String WORK = "Cinder restores the backup";

    private RestoreTrouble() {}

    /** That Cinder has failed. */
    static PermanentException of(RunContext run, Volume volume) {
        String complaint = StorageState.complaint(run, volume.id());
        RestoredBackup backup = run.fact(RestoredBackup.FACT).orElseThrow();
        return PermanentException.of(
                "Cinder could not restore backup " + backup.name() + " (" + backup.id() + "): volume " + volume.id()
                        + " ended in state '" + volume.status() + "'." + complaint,
                complaint.contains("RBD image already exists")
                        ? "the backup driver for Ceph has an image in its way: restore to another volume, and tell the cloud's administrator"
                        : "ask the cloud's administrator for the log of the cinder-backup service",
                "an encrypted backup is restored to a volume of its own volume type only");
    }

    /** Tells now and then that Cinder is at it. */
    static void tellThatItGoesOn(RunContext run) {
        StorageState.tellThatCinderIsAtIt(run, WORK, run.journal().phaseSince());
    }

    static Finding timedOut() {
        return Finding.of(
                "Cinder has not restored the backup in time; it goes on with it",
                "increase `timeout`: all of the backup is read, and of an increment what it builds on too",
                "have the cloud's administrator look whether the cinder-backup service is up (openstack volume service list)",
                "a restore that never ends is one for an administrator: openstack volume backup set --state error ends it, and the volume is useless then");
    }
}
