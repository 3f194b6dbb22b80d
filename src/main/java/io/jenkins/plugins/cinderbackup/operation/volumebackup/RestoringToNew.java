package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Has Cinder make a volume of the backup, and awaits it. Once the data is there the volume stays, whatever becomes of the run. */
record RestoringToNew(VolumeRestorePlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return VolumeRestoreOperation.RESTORING;
    }

    @Override
    public boolean needsTurn() {
        return true;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        String name = plan.volumeName(run);
        PhaseStatus created = run.create(
                ResourceKind.VOLUME,
                null,
                name,
                () -> made(run, name),
                () -> run.backups()
                        .restoreToNew(backup(run).id(), request(run, name))
                        .id());
        if (created != PhaseStatus.DONE) {
            return created;
        }
        TrackedResource tracked =
                run.journal().resource(ResourceKind.VOLUME, name).orElseThrow();
        if (tracked.state() == TrackedResource.State.KEEPING) {
            KeepMarks.mark(run, tracked);
            return PhaseStatus.ACTED;
        }
        return tracked.isToStay() ? PhaseStatus.DONE : await(run, tracked);
    }

    /** By our tags as long as it has them, and then by what Cinder leaves there. */
    private static Optional<String> made(RunContext run, String name) {
        return Stream.concat(
                        run.storage().volumesOf(run.journal().run()).stream()
                                .filter(volume -> volume.name().equals(name)),
                        run.storage().volumesNamed(name).stream()
                                .filter(volume -> volume.description().equals(CinderDescription.of(run))))
                .map(Volume::id)
                .findFirst();
    }

    private static RestoredBackup backup(RunContext run) {
        return run.fact(RestoredBackup.FACT).orElseThrow();
    }

    private NewVolume request(RunContext run, String name) {
        return new NewVolume(
                Optional.empty(),
                Optional.empty(),
                name,
                CinderDescription.of(run),
                plan.sizeGiB(backup(run).sizeGiB()),
                Optional.ofNullable(plan.newVolume().volumeType()),
                Optional.ofNullable(plan.newVolume().availabilityZone()),
                Map.of(),
                run.journal().ownership());
    }

    private static PhaseStatus await(RunContext run, TrackedResource tracked) {
        Optional<Volume> found = run.storage().volume(tracked.id());
        found.filter(volume -> StorageState.isFailed(volume.status())).ifPresent(volume -> {
            throw RestoreTrouble.of(run, volume);
        });
        boolean available = StorageState.isAvailable(run, tracked, found.map(Volume::status), "volumes");
        // Cinder writes it there once all the data is
        if (!available
                || found.flatMap(Volume::restoredFrom)
                        .filter(backup(run).id()::equals)
                        .isEmpty()) {
            RestoreTrouble.tellThatItGoesOn(run);
            return PhaseStatus.WAITING;
        }
        RestoredVolume.found(run, found.orElseThrow());
        run.keep(List.of(tracked));
        return PhaseStatus.ACTED;
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return RestoreTrouble.timedOut();
    }
}
