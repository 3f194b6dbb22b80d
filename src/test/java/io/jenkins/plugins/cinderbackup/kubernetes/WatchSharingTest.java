package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.kubernetes.watch.NamespaceWatch;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster.Subscription;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WatchSharingTest {
    private static final int RUNS = 1000;
    /** Three watches, the requests of one caller, and what hands events out. */
    private static final int THREADS = 12;
    /** Claims, Jobs and pods. */
    private static final int WATCHED_KINDS = 3;

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

    @Test
    void aWatchThatTheServerEndsIsBegunAgain() {
        aWatchGoesOnAfter(KubernetesSimulator::endWatches);
    }

    @Test
    void aWatchOfWhichTheServerHasForgottenTheBeginningIsBegunAnew() {
        aWatchGoesOnAfter(KubernetesSimulator::expireWatches);
    }

    private static void aWatchGoesOnAfter(Consumer<KubernetesSimulator> end) {
        AtomicInteger heard = new AtomicInteger();
        try (SimulatedCluster kubernetes = new SimulatedCluster();
                Subscription subscription =
                        kubernetes.workloads.subscribe("default", kubernetes.objects.run, heard::incrementAndGet)) {
            await().until(() -> kubernetes.simulator.watches() == WATCHED_KINDS);

            end.accept(kubernetes.simulator);
            kubernetes.workloads.create(kubernetes.objects.claim());

            await().until(() -> heard.get() > 0);
            assertThat(kubernetes.cluster.watches().in("default").claim(kubernetes.objects.name()))
                    .isPresent();
        }
    }
}
