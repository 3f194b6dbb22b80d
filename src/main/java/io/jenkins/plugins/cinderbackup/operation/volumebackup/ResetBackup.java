package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Instant;

/**
 * The backup whose state a run sets.
 *
 * @param volumeId of which volume it is
 * @param before its state when the run began
 * @param askedAt when Cinder was asked to set it, or null
 * @param after the state in which it was seen afterwards, or null
 */
record ResetBackup(
        String id,
        String name,
        String volumeId,
        String before,
        @CheckForNull Instant askedAt,
        @CheckForNull String after) {
    /** Known once the checks have passed. */
    static final Fact<ResetBackup> FACT = new Fact<>("resetBackup", ResetBackup.class);

    ResetBackup asked(Instant now) {
        return new ResetBackup(id, name, volumeId, before, now, null);
    }

    ResetBackup seen(String status) {
        return new ResetBackup(id, name, volumeId, before, askedAt, status);
    }

    /** As messages name it. */
    String describe() {
        return "Cinder backup " + name + " (" + id + ")";
    }

    /** Whether it is a restore that has ended: the backup itself is none the worse. */
    boolean hasEndedRestore() {
        return before.equals(VolumeBackup.RESTORING);
    }

    /** Whether Cinder restores it no more. */
    boolean isLost() {
        return after != null && StorageState.isFailed(after) && !hasEndedRestore();
    }
}
