package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a backup can be written over the volume, and may be: it is nobody's at the moment. */
record OverwritableVolume(VolumeRestorePlan plan) implements Check {
    /** The volume as it was seen in the round. */
    static final Fact<Volume> SEEN = new Fact<>("volume", Volume.class);

    @Override
    public void check(CheckRound round) {
        round.attempt(() -> look(round.run(), plan)).ifPresent(volume -> {
            round.put(SEEN, volume);
            Optional<VolumeBackup> backup = round.get(RestorableBackup.SEEN);
            List<Finding> obstacles =
                    obstacles(volume, backup.map(VolumeBackup::sizeGiB).orElse(0L));
            // What else is in the way does not pass
            if (StorageState.isPassing(volume.status()) && obstacles.size() == 1) {
                round.passing(obstacles);
            } else {
                round.wrong(obstacles);
            }
        });
    }

    /** @throws PermanentException if there is none */
    static Volume look(RunContext run, VolumeRestorePlan plan) {
        return run.storage()
                .volume(plan.volumeId())
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + plan.volumeId() + " was not found in cloud " + plan.cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region",
                        "set `newVolume` to have one made"));
    }

    /** What is in the way of writing a backup of that size over it. */
    static List<Finding> obstacles(Volume volume, long sizeGiB) {
        List<Finding> obstacles = new ArrayList<>();
        if (volume.attached() && !StorageState.isPassing(volume.status())) {
            obstacles.add(Finding.of(
                    "Cinder volume " + volume.id() + " is attached: nothing is written over a volume in use.",
                    "detach it from its server first; scale down what uses its PVC"));
        } else if (!volume.status().equals(StorageState.AVAILABLE)) {
            obstacles.add(Finding.of(
                    "Cinder volume " + volume.id() + " is in state '" + volume.status()
                            + "'; a restore over it needs 'available'.",
                    StorageState.isFailed(volume.status())
                            ? "restore to a new volume: set `newVolume`"
                            : "try again when what is under way on it has ended"));
        }
        if (volume.sizeGiB() < sizeGiB) {
            obstacles.add(Finding.of(
                    "Cinder volume " + volume.id() + " has " + volume.sizeGiB() + " GiB, the backup " + sizeGiB + ".",
                    "restore to a volume of the backup's size or larger"));
        }
        if (volume.tags() != null && !volume.kept()) {
            obstacles.add(Finding.of(
                    "Cinder volume " + volume.id() + " is one that run "
                            + volume.tags().run() + " of Jenkins job "
                            + volume.tags().origin().job() + " has made for a while, and will remove.",
                    "restore to another volume, or to a new one"));
        }
        return obstacles;
    }
}
