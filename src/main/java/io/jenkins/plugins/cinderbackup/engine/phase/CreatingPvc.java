package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the temporary PVC, then the PV that alone may bind to it, and awaits the binding; see {@link ClusterObjects} for why so. */
public final class CreatingPvc implements Phase {
    @Override
    public PhaseName name() {
        return PhaseName.CREATING_PVC;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        ClusterObjects objects = new ClusterObjects(run);
        PhaseStatus claim = run.create(
                ResourceKind.CLAIM,
                objects.namespace(),
                objects.name(),
                () -> run.cluster().create(objects.claim()));
        if (claim != PhaseStatus.DONE) {
            return claim;
        }
        TrackedResource tracked =
                run.journal().resource(ResourceKind.CLAIM, objects.name()).orElseThrow();
        String volumeId =
                run.journal().resource(ResourceKind.VOLUME).orElseThrow().id();
        PhaseStatus volume = run.create(
                ResourceKind.PERSISTENT_VOLUME,
                null,
                objects.name(),
                () -> run.cluster().create(objects.volume(tracked.id(), volumeId)));
        return volume == PhaseStatus.DONE ? await(run, tracked) : volume;
    }

    private static PhaseStatus await(RunContext run, TrackedResource claim) {
        ClaimState state = run.cluster().claim(claim);
        if (state.isBound()) {
            run.note("Temporary PVC " + claim.namespace() + "/" + claim.name() + " is bound");
            return PhaseStatus.DONE;
        }
        if (state.phase().isEmpty() || state.phase().equals("Lost")) {
            throw PermanentException.of(
                    claim.describe() + (state.phase().isEmpty() ? " disappeared" : " has lost its PV")
                            + " while it was awaited.",
                    "find out who deletes PVCs or PVs in this cluster");
        }
        return PhaseStatus.WAITING;
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return plan.temporaryVolume().timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        List<String> hints = new ArrayList<>();
        lastEvent(run).ifPresent(event -> hints.add("Kubernetes says: " + event));
        hints.add("increase `temporaryVolume.timeout`");
        hints.add("verify that the CSI driver can create volumes from snapshots");
        hints.add("check that the storage class supports it");
        return new Finding("Temporary PVC failed to bind", hints);
    }

    private static Optional<String> lastEvent(RunContext run) {
        try {
            return run.journal()
                    .resource(ResourceKind.CLAIM)
                    .map(claim -> run.cluster().claim(claim).detail())
                    .filter(detail -> !detail.isEmpty());
        } catch (TransientException | PermanentException e) {
            return Optional.empty();
        }
    }
}
