package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.kubernetes.watch.NamespaceWatch;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchSharingTest {
    private static final int RUNS = 1000;
    /** Three watches, the requests of one caller, and what hands events out. */
    private static final int THREADS = 12;

    @Test
    void aThousandRunsInANamespaceAreFollowedByThreeWatchesAndAHandfulOfThreads() {
        // Of tests that ran in this process before
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (SimulatedCluster kubernetes = new SimulatedCluster()) {
            List<Subscription> subscriptions = new ArrayList<>();
            List<TrackedResource> claims = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                Objects objects = new Objects("default", "restic/restic:0.18.1");
                subscriptions.add(kubernetes.workloads.subscribe("default", objects.run, () -> {}));
                claims.add(objects.tracked(ResourceKind.CLAIM, kubernetes.workloads.create(objects.claim())));
            }
            NamespaceWatch watch = kubernetes.cluster.watches().in("default");
            await().until(() ->
                    claims.stream().allMatch(claim -> watch.claim(claim.name()).isPresent()));
            claims.forEach(kubernetes.workloads::claim);
            int before = kubernetes.simulator.requests();

            claims.forEach(kubernetes.workloads::claim);

            assertThat(kubernetes.simulator.requests())
                    .as("asked only the watch")
                    .isEqualTo(before);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("cinder-backup-kubernetes"))
                    .filteredOn(thread -> !others.contains(thread))
                    .hasSizeLessThanOrEqualTo(THREADS);
            subscriptions.forEach(Subscription::close);
            assertThat(kubernetes.cluster.watches().in("default")).isNull();
        }
    }
}
