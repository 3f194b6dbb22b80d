package io.jenkins.plugins.cinderbackup.operation.orphan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import java.time.Duration;

/**
 * The removal of what was found of a run.
 *
 * @param sourceVolume the Cinder volume that the run was about, or null if its marks name none
 */
public record OrphanPlan(@CheckForNull String sourceVolume) implements Plan {
    @Override
    public String subject() {
        return sourceVolume == null ? "unknown" : sourceVolume;
    }

    @Override
    public String describeSubject() {
        return sourceVolume == null ? "an unknown source" : "volume " + sourceVolume;
    }

    @Override
    public String describe() {
        return "Removal of what a run about " + describeSubject() + " has left";
    }

    @Override
    public Duration cleanupTimeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    @Override
    public boolean endsWithWhatWasFound() {
        return true;
    }
}
