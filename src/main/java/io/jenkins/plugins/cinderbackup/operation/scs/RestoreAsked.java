package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import java.time.Instant;

/**
 * The restore that Cinder was asked for last.
 *
 * @param backupId of which backup
 * @param at when it was asked for; long ago where that call was certainly not carried out
 * @param accepted whether Cinder has said that it begins
 */
record RestoreAsked(String backupId, Instant at, boolean accepted) {
    /** Written down before the call. */
    static final Fact<RestoreAsked> FACT = new Fact<>("restoreAsked", RestoreAsked.class);
}
