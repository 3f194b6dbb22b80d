package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;

/**
 * In which state Cinder backs a volume up.
 *
 * @param force also when it is attached
 */
record BackupState(boolean force) {
    /** Says what is wrong with the volume's. */
    void judge(CheckRound round, Volume volume) {
        if (StorageState.isFailed(volume.status())) {
            round.wrong(List.of(Finding.of(wrongState(volume), "an administrator must mend the volume first")));
        } else if (StorageState.isPassing(volume.status())) {
            round.passing(List.of(Finding.of(wrongState(volume), "try again when what is under way on it has ended")));
        } else if (volume.attached() && !force) {
            round.wrong(List.of(Finding.of(
                    "Cinder volume " + volume.id() + " is attached, and `force` is off.",
                    "set `force` to true, or detach the volume first")));
        }
    }

    private static String wrongState(Volume volume) {
        return "Cinder volume " + volume.id() + " is in state '" + volume.status()
                + "'; a backup needs 'available' or 'in-use'.";
    }
}
