package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticTask;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.restic.BackedUpVolume;
import java.time.Duration;
import java.util.List;

/**
 * Finds the one backup that is meant, before anything large is made, and what the volume is to be like that it goes to. From here on nothing but its id is used: a
 * backup that ends meanwhile changes nothing.
 *
 * @param find what finds it in the repository
 */
record FindingBackup(RestorePlan plan, FindGoal find) implements Phase {
    static final PhaseId ID = new PhaseId("FindingBackup");

    FindingBackup(RestorePlan plan) {
        this(plan, new FindGoal(plan));
    }

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (run.fact(RestorePoint.FACT).isEmpty()) {
            if (plan.cinderSnapshotId() != null) {
                return found(run, snapshot(run));
            }
            return new ResticTask(find, plan.restic(), run).advance();
        }
        if (run.fact(TargetVolume.FACT).isEmpty()) {
            resolve(run, RestorePoint.of(run));
            return PhaseStatus.ACTED;
        }
        return PhaseStatus.DONE;
    }

    private static PhaseStatus found(RunContext run, RestorePoint point) {
        run.found(RestorePoint.FACT, point);
        return PhaseStatus.ACTED;
    }

    /** The Cinder snapshot that the user names. */
    private RestorePoint snapshot(RunContext run) {
        String id = plan.cinderSnapshotId();
        Snapshot snapshot = run.storage()
                .snapshot(id)
                .orElseThrow(() -> PermanentException.of(
                        "Cinder snapshot " + id + " was not found in cloud " + plan.cloud() + ".",
                        "check `backup`, and that the OpenStack credential belongs to the snapshot's project"));
        if (!snapshot.status().equals(StorageState.AVAILABLE)) {
            throw PermanentException.of(
                    "Cinder snapshot " + id + " is in state '" + snapshot.status()
                            + "'; a volume is made only from one that is 'available'.",
                    "try again when what is under way on it has ended, or choose another backup");
        }
        return new RestorePoint(
                null,
                id,
                snapshot.createdAt(),
                null,
                new BackedUpVolume(
                        snapshot.volumeId(),
                        snapshot.sizeGiB() * Sizes.GIB,
                        "",
                        "",
                        "",
                        List.of(),
                        BackedUpVolume.CRASH));
    }

    private void resolve(RunContext run, RestorePoint point) {
        TargetVolume target = plan.inPlace() ? inPlace(run, point) : new TargetResolver(plan, point, run).resolve();
        run.together(() -> {
            run.note("Restoring " + point.describe(run.now()));
            run.found(TargetVolume.FACT, target);
            return PhaseStatus.DONE;
        });
    }

    /** What files there are may fit all the same; but who wants that can name a larger PVC. */
    private TargetVolume inPlace(RunContext run, RestorePoint point) {
        SourceClaim claim = run.fact(InPlace.CLAIM).orElseThrow();
        if (plan.revert()) {
            List<Finding> obstacles = Revertible.look(plan, run, claim).obstacles(point.cinderSnapshotId());
            if (!obstacles.isEmpty()) {
                throw new PermanentException(obstacles, null);
            }
        }
        TargetVolume target = TargetVolume.of(claim);
        if (target.capacityBytes() < point.volume().sizeBytes()) {
            throw PermanentException.of(
                    plan.describeSubject() + " has " + Sizes.binary(target.capacityBytes())
                            + ", and the backed-up volume had "
                            + Sizes.binary(point.volume().sizeBytes()) + ".",
                    "extend the PVC, or restore to a new one");
        }
        return target;
    }

    @Override
    public Duration limit() {
        return plan.restic().limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The backup was not found within " + limit().toSeconds() + " s",
                "check the repository and the network to it");
    }
}
