package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.util.Optional;

/** A Job whose container does not run in time. */
public final class LateStart {
    private LateStart() {}

    /**
     * What a user reads of it.
     *
     * @param limit {@code job.startTimeout}
     * @return empty as long as it may still start
     */
    public static Optional<Finding> of(RunContext run, TrackedResource job, JobState.Starting state, Duration limit) {
        if (run.now().isBefore(run.deadline("Start of " + job.name(), job.since(), limit))) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                job.describe() + " did not start within " + limit.toSeconds() + " s."
                        + (state.detail().isEmpty() ? "" : " Kubernetes says: " + state.detail()),
                "increase `job.startTimeout` where pulling, scheduling or attaching takes longer",
                "check the image, the node selector, the quota and the CSI driver"));
    }
}
