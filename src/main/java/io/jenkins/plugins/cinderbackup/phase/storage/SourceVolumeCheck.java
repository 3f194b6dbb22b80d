package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the source volume is there, and in a state in which Cinder takes a snapshot of it.
 *
 * @param id the volume's id, as the user or an earlier check names it
 * @param subject what it is, as a user reads it
 * @param cloud where it is looked for, as the user knows it
 * @param force whether a snapshot is taken also when it is attached
 */
public record SourceVolumeCheck(Function<CheckRound, Optional<String>> id, String subject, String cloud, boolean force)
        implements Check {
    /** The volume as it was seen in the round. */
    public static final Fact<Volume> SEEN = new Fact<>("volume", Volume.class);

    @Override
    public void check(CheckRound round) {
        id.apply(round)
                .flatMap(named -> round.attempt(() -> volume(round, named)))
                .ifPresent(volume -> {
                    round.put(SEEN, volume);
                    round.wrong(wrongForGood(volume));
                    round.passing(passing(volume));
                });
    }

    /** The volume, as Cinder itself knows it. */
    private Volume volume(CheckRound round, String named) {
        return round.run()
                .storage()
                .volume(named)
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + named + " of " + subject + " was not found in cloud " + cloud + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region"));
    }

    private List<Finding> wrongForGood(Volume volume) {
        if (StorageState.isFailed(volume.status())) {
            return List.of(Finding.of(wrongState(volume), "an administrator must mend the volume first"));
        }
        if (StorageState.isAtRest(volume.status()) && volume.attached() && !force) {
            return List.of(Finding.of(
                    "Cinder volume " + volume.id() + " is attached, and `snapshot.force` is off.",
                    "set `snapshot.force` to true, or detach the volume first"));
        }
        return List.of();
    }

    private static List<Finding> passing(Volume volume) {
        return StorageState.isPassing(volume.status())
                ? List.of(Finding.of(wrongState(volume), "try again when what is under way on it has ended"))
                : List.of();
    }

    private static String wrongState(Volume volume) {
        return "Cinder volume " + volume.id() + " is in state '" + volume.status()
                + "'; a snapshot needs 'available' or 'in-use'.";
    }

    @Override
    public void passed(CheckRound round) {
        Volume volume = round.get(SEEN).orElseThrow();
        round.run().concerns(volume.id());
        round.run().found(SourceVolume.FACT, SourceVolume.of(volume));
    }
}
