package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import java.time.Instant;

/**
 * The backup by Cinder that a run restores.
 *
 * @param volumeId the volume that it is of
 * @param sizeGiB the size of that volume then, in GiB
 * @param dataTimestamp as of when its data is
 * @param toNew whether the run makes a volume of it; else it writes it over one that is there
 */
public record RestoredBackup(
        String id, String name, String volumeId, long sizeGiB, Instant dataTimestamp, boolean toNew) {
    /** Known once the checks have passed. */
    public static final Fact<RestoredBackup> FACT = new Fact<>("restoredBackup", RestoredBackup.class);
}
