package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import java.time.Duration;

/**
 * The volume that has the backup's data.
 *
 * @param seconds how long Cinder took
 */
record RestoredVolume(String id, String name, long sizeGiB, long seconds) {
    /** Known once it has. */
    static final Fact<RestoredVolume> FACT = new Fact<>("restoredVolume", RestoredVolume.class);

    /** Takes note that the volume is restored. */
    static void found(RunContext run, Volume volume) {
        Duration took = Duration.between(run.journal().phaseSince(), run.now());
        run.found(FACT, new RestoredVolume(volume.id(), volume.name(), volume.sizeGiB(), took.toSeconds()));
        run.note("Cinder volume " + volume.name() + " (" + volume.id() + ") has the data of backup "
                + run.fact(RestoredBackup.FACT).orElseThrow().id());
    }
}
