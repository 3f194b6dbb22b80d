package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;

/**
 * The backup that a run removes.
 *
 * @param volumeId the volume that it is of
 */
record DoomedBackup(String id, String volumeId) {
    /** Known once the checks have passed. */
    static final Fact<DoomedBackup> FACT = new Fact<>("doomedBackup", DoomedBackup.class);
}
