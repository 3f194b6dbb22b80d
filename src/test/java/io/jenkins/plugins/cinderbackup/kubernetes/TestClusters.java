package io.jenkins.plugins.cinderbackup.kubernetes;

import java.time.Duration;

/** Clusters whose calls are given up sooner than a user would want, so that a test of one that hangs is short. */
public final class TestClusters {
    private TestClusters() {}

    /** @param requestTimeout for each call */
    public static ClusterClients withTimeout(Duration requestTimeout) {
        return new ClusterClients(requestTimeout);
    }
}
