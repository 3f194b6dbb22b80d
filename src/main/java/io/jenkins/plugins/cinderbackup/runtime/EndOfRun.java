package io.jenkins.plugins.cinderbackup.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What has to be done when a run ends, each whatever becomes of the others: what is shared is given back, and whoever waits is told, also where a build
 * cannot be saved since another plugin's action on it throws, or the controller's disk is full.
 */
public final class EndOfRun {
    private static final Logger LOGGER = Logger.getLogger(EndOfRun.class.getName());

    private final RunId run;

    public EndOfRun(@NonNull RunId run) {
        this.run = run;
    }

    /**
     * Does one of them.
     *
     * @param what for the operator, such as {@code the page of the build}
     * @return this, for the next
     */
    @NonNull
    public EndOfRun then(@NonNull String what, @NonNull Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOGGER.log(Level.SEVERE, e, () -> "At the end of run " + run + " something went wrong with " + what);
        }
        return this;
    }
}
