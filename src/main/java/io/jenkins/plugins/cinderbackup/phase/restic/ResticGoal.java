package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.util.List;
import java.util.Optional;

/** A restic command that a run wants done, and what to make of its end. It holds no state of its own. */
public interface ResticGoal {
    /** What restic does; a run has one goal of a kind. */
    ResticCommand.Kind kind();

    /** The command, from what the run has found out by now. */
    ResticCommand command(RunContext run);

    /**
     * restic has ended with 0 or 3: takes note of what it says.
     *
     * @throws PermanentException if that is not what it has to say
     */
    void succeeded(RunContext run, ResticResult result);

    /** The PVCs that restic sees; none where it speaks to the repository only. */
    default List<ContainerJob.Mount> mounts(RunContext run) {
        return List.of();
    }

    /** Whether it only reads from the repository, so that it needs no lock where none can be had. */
    default boolean reads() {
        return false;
    }

    /** Whether it must be alone in the repository among this controller's runs; what only reads need not. */
    default boolean exclusive() {
        return !reads();
    }

    /** Whether it makes the repository where there is none. */
    default boolean makesRepository() {
        return false;
    }

    /** What is said where this restic is too old for it, and the run goes on without; empty if it cannot. */
    default Optional<String> ifTooOld() {
        return Optional.empty();
    }

    /** What a user reads of an end that is this goal's own to explain; takes note of what that says. */
    default Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return Optional.empty();
    }

    /** What a user reads where no node can mount what restic was to see. */
    default PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        throw new IllegalStateException("Nothing is mounted: " + state);
    }
}
