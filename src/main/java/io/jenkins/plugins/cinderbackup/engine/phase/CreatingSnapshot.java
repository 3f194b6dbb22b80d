package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.Names;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.ResourceKind;
import io.jenkins.plugins.cinderbackup.engine.Snapshot;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.TrackedResource;
import io.jenkins.plugins.cinderbackup.engine.port.BlockStorage.NewSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Takes a snapshot of the source volume and awaits it. */
public final class CreatingSnapshot implements Phase {
    @Override
    public PhaseName name() {
        return PhaseName.CREATING_SNAPSHOT;
    }

    @Override
    public Step advance(BackupRun run) {
        String name = Names.snapshot(run.plan(), run.journal().startedAt());
        Step created = run.create(
                ResourceKind.SNAPSHOT,
                null,
                name,
                () -> run.storage().snapshotsOf(run.journal().run()).stream()
                        .filter(snapshot -> snapshot.name().equals(name))
                        .map(Snapshot::id)
                        .findFirst(),
                () -> run.storage().createSnapshot(request(run, name)).id());
        return created == Step.DONE ? await(run, name) : created;
    }

    private static NewSnapshot request(BackupRun run, String name) {
        return new NewSnapshot(
                run.journal().volumeId(),
                name,
                Descriptions.of(run),
                run.plan().snapshot().force(),
                run.journal().tags());
    }

    private static Step await(BackupRun run, String name) {
        TrackedResource tracked =
                run.journal().resource(ResourceKind.SNAPSHOT, name).orElseThrow();
        Optional<Snapshot> found = run.storage().snapshot(tracked.id());
        if (found.isEmpty() && run.mayStillAppear(tracked)) {
            return Step.WAITING;
        }
        Snapshot snapshot = found.orElseThrow(() -> PermanentException.of(
                        tracked.describe() + " disappeared while it was awaited.",
                        "find out who deletes snapshots in this project"));
        if (StorageState.isFailed(snapshot.status())) {
            throw StorageState.failed(run, tracked, snapshot.status());
        }
        if (!snapshot.status().equals(StorageState.AVAILABLE)) {
            return Step.WAITING;
        }
        run.note("Snapshot " + name + " (" + tracked.id() + ") is available");
        return Step.DONE;
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return plan.snapshot().timeout();
    }

    @Override
    public Finding timedOut(BackupRun run) {
        return Finding.of(
                "Snapshot creation timed out",
                "increase `snapshot.timeout` for large volumes",
                "check the Cinder service's health",
                "verify that the volume is not in an error state");
    }
}
