package io.jenkins.plugins.cinderbackup.engine;

import java.time.Duration;

/** What {@link RunEngine#advance} says to whoever drives it. */
public sealed interface Outcome {
    /**
     * Call again.
     *
     * @param after so much later, or as soon as something of the run is known to have changed
     */
    record Again(Duration after) implements Outcome {}

    /** The run is over. */
    record Done(RunReport report) implements Outcome {}
}
