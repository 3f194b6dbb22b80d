package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.OverwrittenVolume;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The volumes to which Cinder restores a backup. It puts the metadata of the volume that was backed up in the place of theirs, our tags included, which then say nothing
 * of them; but it leaves the description of a volume that has a name.
 */
record RestoredVolumes(RunContext run) {
    /** Why a volume, or its metadata, has to wait. */
    static final String BEING_WRITTEN =
            "Cinder still writes the backup to the volume, which only an administrator can end; this is done when that has ended";

    private Optional<RestoredBackup> backup() {
        return run.fact(RestoredBackup.FACT).filter(RestoredBackup::toNew);
    }

    /** Whether Cinder is at it: meanwhile the volume's metadata may be this or that, and it cannot be deleted. */
    boolean isBeingWritten(Volume volume) {
        return backup().isPresent()
                && (volume.status().equals(StorageState.CREATING)
                        || volume.status().equals(StorageState.RESTORING));
    }

    /** Whether the run has made it, whatever its metadata says: the description names the run. */
    boolean isOwn(Volume volume) {
        return backup().isPresent() && volume.description().equals(CinderDescription.of(run));
    }

    /** Whether it is such a one, and carries the tags of another run. */
    boolean hasAnothersTags(Volume volume) {
        return isOwn(volume)
                && volume.tags() != null
                && !volume.tags().run().equals(run.journal().run());
    }

    /** Those of this name that are the run's own and do not carry its tags any more; repairs a creating call whose answer was lost. */
    Stream<Volume> named(String name) {
        return backup().isEmpty()
                ? Stream.empty()
                : run.storage().volumesNamed(name).stream()
                        .filter(volume -> isOwn(volume) && (volume.tags() == null || hasAnothersTags(volume)));
    }

    /** Puts back what was written on a volume before the backup was written over it. */
    boolean putBack(TrackedResource metadata) {
        OverwrittenVolume overwritten = run.fact(OverwrittenVolume.FACT).orElseThrow();
        Optional<Volume> found = run.storage().volume(metadata.id());
        if (found.isPresent()) {
            Volume volume = found.get();
            boolean mayBegin = StorageState.isAtRest(volume.status()) && overwritten.mayBegin(volume, run.now());
            if (mayBegin || volume.status().equals(StorageState.RESTORING)) {
                run.removalFailed(metadata, metadata.state(), BEING_WRITTEN);
                return false;
            }
        }
        if (isWritten(metadata.id(), overwritten, found.isPresent()) && found.isEmpty() && overwritten.isOpen()) {
            // A look-up that does not find what can be written on does not say either how far Cinder is
            run.removalFailed(metadata, metadata.state(), BEING_WRITTEN);
            return false;
        }
        run.move(metadata, State.GONE);
        return true;
    }

    /** Also where a look-up has not found the volume: what it carried is the user's, and one answer is not enough to give that up. */
    private boolean isWritten(String volumeId, OverwrittenVolume overwritten, boolean found) {
        try {
            run.backups().rewriteMetadata(volumeId, overwritten.former(), null);
            return true;
        } catch (PermanentException e) {
            if (found) {
                throw e;
            }
            return false;
        }
    }
}
