package io.jenkins.plugins.cinderbackup.wiring;

import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import java.util.List;

/** The way to a run's cloud and cluster, for one look. */
interface RemovalAccess extends AutoCloseable {
    /** What is wrong with the way itself, such as a credential that is not there any more; empty if nothing is. */
    List<Finding> problems();

    Ports ports();

    @Override
    void close();
}
