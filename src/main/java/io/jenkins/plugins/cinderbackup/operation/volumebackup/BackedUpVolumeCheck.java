package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the volume is there, and in a state in which Cinder backs it up. */
record BackedUpVolumeCheck(VolumeBackupPlan plan) implements Check {
    /** The snapshot that is read, where it was there before the run, as it was seen in the round. */
    static final Fact<Snapshot> SNAPSHOT = new Fact<>("snapshot", Snapshot.class);

    @Override
    public void check(CheckRound round) {
        if (plan.volume() != null) {
            judge(round, round.attempt(() -> named(round)));
        } else {
            id(round).ifPresent(id -> judge(round, round.attempt(() -> volume(round, id))));
        }
    }

    /** Empty where the PVC does not lead to one, which is said by then. */
    private Optional<String> id(CheckRound round) {
        return plan.claim() == null ? Optional.of(plan.volumeId()) : round.get(VolumeBehindClaim.ID);
    }

    private void judge(CheckRound round, Optional<Volume> found) {
        found.ifPresent(volume -> {
            round.put(SourceVolumeCheck.SEEN, volume);
            if (plan.snapshotId() == null) {
                new BackupState(plan.force()).judge(round, volume);
            } else {
                judgeSnapshot(round, volume);
            }
        });
    }

    private Volume volume(CheckRound round, String id) {
        return round.run()
                .storage()
                .volume(id)
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + id + (plan.claim() == null ? "" : " of " + plan.describeSubject())
                                + " was not found in cloud " + plan.cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region"));
    }

    private Volume named(CheckRound round) {
        List<Volume> named = round.run().storage().volumesNamed(plan.volume());
        if (named.size() != 1) {
            throw notUnique(named);
        }
        return named.get(0);
    }

    private PermanentException notUnique(List<Volume> named) {
        return named.isEmpty()
                ? PermanentException.of(
                        "There is no Cinder volume named '" + plan.volume() + "' in cloud " + plan.cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region")
                : PermanentException.of(
                        "There are " + named.size() + " Cinder volumes named '" + plan.volume() + "': "
                                + named.stream().map(Volume::id).collect(Collectors.joining(", ")) + ".",
                        "set `volumeId` to the one that is meant");
    }

    private void judgeSnapshot(CheckRound round, Volume volume) {
        Optional<Snapshot> seen = round.attempt(() -> snapshot(round, volume));
        seen.ifPresent(snapshot -> round.put(SNAPSHOT, snapshot));
        seen.filter(snapshot -> !snapshot.status().equals(StorageState.AVAILABLE))
                .ifPresent(snapshot -> {
                    List<Finding> state = List.of(Finding.of(
                            "Cinder snapshot " + snapshot.id() + " is in state '" + snapshot.status()
                                    + "'; a backup needs 'available'.",
                            "try again when what is under way with it has ended"));
                    if (StorageState.isFailed(snapshot.status())) {
                        round.wrong(state);
                    } else {
                        round.passing(state);
                    }
                });
    }

    private Snapshot snapshot(CheckRound round, Volume volume) {
        return round.run()
                .storage()
                .snapshot(plan.snapshotId())
                .filter(snapshot -> snapshot.volumeId().equals(volume.id()))
                .orElseThrow(() -> PermanentException.of(
                        "There is no Cinder snapshot " + plan.snapshotId() + " of volume " + volume.id() + ".",
                        "set `snapshotId` to one of this volume, or leave it out"));
    }

    @Override
    public void passed(CheckRound round) {
        Volume volume = round.get(SourceVolumeCheck.SEEN).orElseThrow();
        round.run().concerns(volume.id());
        round.run().found(SourceVolume.FACT, SourceVolume.of(volume));
    }
}
