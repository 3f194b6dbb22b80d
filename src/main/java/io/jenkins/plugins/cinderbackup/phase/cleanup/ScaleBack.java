package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.Optional;

/**
 * Scales a workload back to what it was before the run. One that is not at 0 any more is somebody else's by now: whoever has scaled it knows why, and it is left
 * as it is.
 */
record ScaleBack(RunContext run) {
    /** @return whether something was done or has become known */
    boolean settle(TrackedResource scaled) {
        Workload workload = Workload.of(scaled);
        Optional<WorkloadScale> found = run.cluster().scaleOf(workload);
        if (found.filter(seen -> seen.uid().equals(scaled.id())).isEmpty()) {
            run.caution(workload.describe() + " was removed by somebody else while it was scaled to 0 from "
                    + scaled.replicas() + ", so it is not scaled back.");
            return settled(scaled);
        }
        WorkloadScale seen = found.get();
        if (seen.replicas() == 0) {
            run.cluster().scale(workload, seen, scaled.replicas());
            run.note(workload.describe() + " is scaled back to " + scaled.replicas());
            return settled(scaled);
        }
        if (seen.replicas() != scaled.replicas()) {
            run.caution(workload.describe() + " was scaled to " + seen.replicas()
                    + " by somebody else; it is left so. Before the restore it was " + scaled.replicas() + ".");
            return settled(scaled);
        }
        return scaled.isAwaited(run.now()) ? awaited(scaled) : settled(scaled);
    }

    /** It is as it was; but the call that was to scale it down was not answered, and may still be carried out. */
    private boolean awaited(TrackedResource scaled) {
        if (scaled.lastError() == null) {
            return false;
        }
        run.move(scaled, State.INTENDED);
        return true;
    }

    private boolean settled(TrackedResource scaled) {
        run.move(scaled, State.GONE);
        return true;
    }
}
