package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.List;

/** The clouds and clusters that the administrator has configured. */
public interface ScanTargets {
    /** All of them, in the order of the configuration. */
    @NonNull
    List<ScanTarget> all();

    /**
     * The cloud, or the cluster, of that name as it is configured now.
     *
     * @throws PermanentException if it is not configured any more
     */
    @NonNull
    ScanTarget named(boolean cloud, @NonNull String name);
}
