package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PVC of a run, and the PV that alone may bind to it. It holds no state of its own.
 *
 * <p>The PVC comes first and without {@code volumeName}, then the PV with a {@code claimRef} to the PVC's uid: bound within 0.13 s. In any
 * other order the binder may look again only at its next resync, 15 s later by default.
 */
public interface BoundClaim {
    /** The external provisioner's words for a PVC that may only be bound to its own PV. */
    String LEFT_ALONE = "claim Selector is not supported";

    /** The PVC. */
    NewClaim claim(RunContext run);

    /** The PV over the volume that the PVC is to have. */
    NewPersistentVolume volume(RunContext run, String claimUid);

    /** What the PVC is to the user, such as {@code Temporary PVC}. */
    String label();

    /** Makes both, one at a time, and looks whether they are bound. */
    default PhaseStatus bind(RunContext run) {
        NewClaim claim = claim(run);
        PhaseStatus made = run.create(claim);
        if (made != PhaseStatus.DONE) {
            return made;
        }
        TrackedResource tracked = tracked(run, claim);
        PhaseStatus volume = run.create(volume(run, tracked.id()));
        return volume == PhaseStatus.DONE ? await(run, tracked) : volume;
    }

    private static TrackedResource tracked(RunContext run, ClusterObject object) {
        return run.journal().resource(object.kind(), object.name()).orElseThrow();
    }

    /** Both, as the run has made them. */
    default List<TrackedResource> objects(RunContext run) {
        TrackedResource claim = tracked(run, claim(run));
        return List.of(claim, tracked(run, volume(run, claim.id())));
    }

    private PhaseStatus await(RunContext run, TrackedResource claim) {
        ClaimState state = run.cluster().claim(claim);
        if (state.isBound()) {
            run.note(label() + " " + claim.namespace() + "/" + claim.name() + " is bound");
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

    /**
     * What a user reads where the PVC was not bound in time.
     *
     * @param causes what may be wrong, as hints
     */
    default Finding notBound(RunContext run, Patience patience, List<String> causes) {
        List<String> hints = new ArrayList<>();
        lastEvent(run).ifPresent(event -> hints.add("Kubernetes says: " + event));
        hints.add("increase `" + patience.setting() + "`");
        hints.addAll(causes);
        return new Finding(label() + " failed to bind", hints);
    }

    /** What the cluster said last of the PVC; empty if that is not to be had, or only says that the provisioner leaves the PVC alone, as it is to. */
    default Optional<String> lastEvent(RunContext run) {
        try {
            return run.journal()
                    .resource(ResourceKind.CLAIM, claim(run).name())
                    .map(claim -> run.cluster().claim(claim).detail())
                    .filter(detail -> !detail.isEmpty() && !detail.contains(LEFT_ALONE));
        } catch (TransientException | PermanentException e) {
            return Optional.empty();
        }
    }
}
