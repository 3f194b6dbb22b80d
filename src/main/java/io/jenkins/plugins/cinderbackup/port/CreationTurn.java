package io.jenkins.plugins.cinderbackup.port;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;

/** When a run may create in its cloud, where a controller lets only so many of its runs do so at once. */
public interface CreationTurn {
    /**
     * Asks for a place in the queue, and keeps it until {@link #leave}. Asking again changes nothing.
     *
     * @return how many must leave before this run may create; 0: go on
     * @throws PermanentException if it is not known which cloud is meant, such as by a credential that is not there any more
     */
    int ahead(RunId run);

    /** Gives the place up; nothing if it has none. */
    void leave(RunId run);
}
