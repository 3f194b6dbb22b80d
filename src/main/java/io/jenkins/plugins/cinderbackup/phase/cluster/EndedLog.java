package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a container that has ended has printed.
 *
 * @param job its Job
 * @param lines how many of the last ones are read; the adapter bounds the bytes
 */
public record EndedLog(TrackedResource job, int lines) {
    /** How long the log of an ended container may take to come. */
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** How long calls for the log may fail: longer, since a node or an API server that restarts brings it back. */
    private static final Duration CALLS_LIMIT = Duration.ofMinutes(10);

    /**
     * Reads it.
     *
     * @param wanted whether it is worth a wait
     * @return empty if it is not there
     */
    public Optional<String> read(RunContext run, boolean wanted) {
        try {
            return run.cluster().log(job, lines);
        } catch (TransientException e) {
            if (wanted && run.now().isBefore(run.deadline("Log calls of " + job.name(), CALLS_LIMIT))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether one that is not there may still come. */
    public boolean mayCome(RunContext run) {
        return run.now().isBefore(run.deadline("Log of " + job.name(), LIMIT));
    }
}
