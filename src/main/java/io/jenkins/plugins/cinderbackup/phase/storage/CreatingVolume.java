package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a volume and awaits it.
 *
 * @param patience until it is {@code available}
 */
public record CreatingVolume(VolumeRequest request, Patience patience) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("CreatingVolume");

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public boolean needsTurn() {
        return true;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        String name = request.name(run);
        PhaseStatus created = run.create(
                ResourceKind.VOLUME,
                null,
                name,
                () -> run.storage().volumesOf(run.journal().run()).stream()
                        .filter(volume -> volume.name().equals(name))
                        .map(Volume::id)
                        .findFirst(),
                () -> run.storage().createVolume(request.volume(run)).id());
        return created == PhaseStatus.DONE ? await(run, name) : created;
    }

    private PhaseStatus await(RunContext run, String name) {
        TrackedResource tracked =
                run.journal().resource(ResourceKind.VOLUME, name).orElseThrow();
        Optional<Volume> found = run.storage().volume(tracked.id());
        if (!StorageState.isAvailable(run, tracked, found.map(Volume::status), "volumes")) {
            return PhaseStatus.WAITING;
        }
        run.note(request.label() + " " + name + " (" + tracked.id() + ", "
                + found.orElseThrow().sizeGiB() + " GiB) is available");
        return PhaseStatus.DONE;
    }

    @Override
    public Duration limit() {
        return patience.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                request.label() + " creation timed out",
                "increase `" + patience.setting() + "` where the back end copies the data of a snapshot",
                "check the Cinder service's health and the back end's free space");
    }
}
