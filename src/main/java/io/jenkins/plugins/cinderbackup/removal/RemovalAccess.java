package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.List;

/** The way to a run's cloud and cluster, for one look. */
public interface RemovalAccess extends AutoCloseable {
    /** What is wrong with the way itself, such as a credential that is not there any more; empty if nothing is. */
    List<Finding> problems();

    Ports ports();

    @Override
    void close();
}
