package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.phase.KeepMarks;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Gives a volume that is ready to whoever is to have it: makes the PVC and its PV, awaits the binding, and has all three outlive the run. Until that is
 * written down, all of it goes with the run; from then on all of it stays, and marks that are missing are made by whoever cleans up.
 *
 * @param handed the volume, among the run's
 * @param patience until the PVC is {@code Bound}
 */
public record HandOver(BoundClaim target, Function<RunContext, TrackedResource> handed, Patience patience)
        implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("HandOver");

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Optional<TrackedResource> unmarked = run.journal().resources().stream()
                .filter(resource -> resource.state() == State.KEEPING)
                .findFirst();
        if (unmarked.isPresent()) {
            KeepMarks.mark(run, unmarked.get());
            return PhaseStatus.ACTED;
        }
        if (handed.apply(run).isToStay()) {
            return PhaseStatus.DONE;
        }
        PhaseStatus bound = target.bind(run);
        if (bound != PhaseStatus.DONE) {
            return bound;
        }
        run.keep(Stream.concat(Stream.of(handed.apply(run)), target.objects(run).stream())
                .toList());
        return PhaseStatus.ACTED;
    }

    @Override
    public Duration limit() {
        return patience.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return target.notBound(run, patience, List.of(CreatingPvc.POLICY));
    }
}
