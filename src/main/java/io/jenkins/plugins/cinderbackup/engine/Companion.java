package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.util.List;

/** What goes on while the clean-up removes. It has its limits itself, and its failures are no failures of the run. */
public interface Companion {
    /** Looks, and does at most one thing; done when nothing of it is left to do. */
    PhaseStatus advance(RunContext run);

    /** How long it may take in all. */
    Duration limit();

    /** Whether it needs this resource until it is done. */
    boolean needs(TrackedResource resource);

    /** Whether the run ends no earlier than it does. If not, the run looks at it for as long as it cleans up anyway. */
    boolean holdsTheRun();

    /** What of it is still under way at the end of the run, in sentences for the user. */
    List<String> unfinished(RunContext run);
}
