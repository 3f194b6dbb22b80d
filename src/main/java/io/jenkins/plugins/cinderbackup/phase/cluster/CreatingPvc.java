package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the temporary PVC, then the PV that alone may bind to it, and awaits the binding; see {@link TemporaryClaim} for why so.
 *
 * @param limit until the PVC is {@code Bound}
 */
public record CreatingPvc(TemporaryClaim temporary, Duration limit) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("CreatingPVC");

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        TemporaryClaim.Source source = TemporaryClaim.Source.of(run);
        NewClaim claim = temporary.claim(source);
        PhaseStatus made = run.create(claim);
        if (made != PhaseStatus.DONE) {
            return made;
        }
        TrackedResource tracked =
                run.journal().resource(ResourceKind.CLAIM, claim.name()).orElseThrow();
        String volumeId = run.journal()
                .resource(
                        ResourceKind.VOLUME,
                        temporary.names().volume(run.journal().startedAt()))
                .orElseThrow()
                .id();
        PhaseStatus volume = run.create(temporary.volume(source, tracked.id(), volumeId));
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
    public Finding timedOut(RunContext run) {
        List<String> hints = new ArrayList<>();
        lastEvent(run).ifPresent(event -> hints.add("Kubernetes says: " + event));
        hints.add("increase `temporaryVolume.timeout`");
        hints.add("verify that the CSI driver can create volumes from snapshots");
        hints.add("check that the storage class supports it");
        return new Finding("Temporary PVC failed to bind", hints);
    }

    private Optional<String> lastEvent(RunContext run) {
        try {
            return run.journal()
                    .resource(
                            ResourceKind.CLAIM,
                            temporary.names().kubernetes(run.journal().run(), ""))
                    .map(claim -> run.cluster().claim(claim).detail())
                    .filter(detail -> !detail.isEmpty());
        } catch (TransientException | PermanentException e) {
            return Optional.empty();
        }
    }
}
