package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.ResourceKind;
import io.jenkins.plugins.cinderbackup.engine.Snapshot;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.TrackedResource;
import io.jenkins.plugins.cinderbackup.engine.TrackedResource.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what stays: marks this run's Cinder snapshot as kept, hands those that are too old to the clean-up, and starts restic's
 * forget, which goes on while the clean-up does. The backup is made by now: nothing here makes it undone.
 */
public final class Retention implements Phase {
    @Override
    public PhaseName name() {
        return PhaseName.RETENTION;
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public Step advance(BackupRun run) {
        Optional<TrackedResource> own = ownSnapshot(run);
        if (own.isPresent() && run.plan().snapshot().keepsAny() && own.get().state() == State.CREATED) {
            run.storage().keepSnapshot(own.get().id());
            run.move(own.get(), State.KEPT);
            return Step.ACTED;
        }
        if (run.plan().snapshot().keepsAny() && run.journal().soundness().isSound()) {
            expired(run).forEach(old -> giveUp(run, old));
        }
        if (Forget.isWanted(run)) {
            // Begun if its turn in the queue has come; carried on by the clean-up in any case.
            Forget.advance(run);
        }
        return Step.DONE;
    }

    /** First written down, then the mark taken off: what is marked to stay nobody removes. */
    private static void giveUp(BackupRun run, Snapshot old) {
        if (run.journal().resources().stream().noneMatch(known -> old.id().equals(known.id()))) {
            run.adopt(ResourceKind.SNAPSHOT, old.name(), old.id());
        }
        run.storage().releaseSnapshot(old.id(), run.journal().run());
    }

    private static Optional<TrackedResource> ownSnapshot(BackupRun run) {
        return run.journal().resource(ResourceKind.SNAPSHOT);
    }

    /** Kept snapshots of this volume that are neither among the newest nor young, and not in use. This run's counts as the newest. */
    private static List<Snapshot> expired(BackupRun run) {
        BackupPlan.SnapshotSettings settings = run.plan().snapshot();
        Instant oldest = run.now().minus(Duration.ofDays(settings.keepForDays()));
        return run.storage().ourSnapshotsOf(run.journal().volumeId()).stream()
                .filter(Snapshot::kept)
                .sorted(Comparator.comparing(Snapshot::createdAt).reversed())
                .skip(settings.keepLast())
                .filter(snapshot -> !snapshot.createdAt().isAfter(oldest))
                .filter(snapshot -> snapshot.status().equals(StorageState.AVAILABLE))
                .toList();
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(BackupRun run) {
        return Finding.of("Old Cinder snapshots could not be looked up in time", "the next backup tries again");
    }
}
