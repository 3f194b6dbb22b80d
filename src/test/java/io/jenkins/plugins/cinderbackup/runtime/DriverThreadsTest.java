package io.jenkins.plugins.cinderbackup.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriverThreadsTest {
    private static final int MANY = 20;

    private final DriverThreads threads = new DriverThreads();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        threads.close();
    }

    @Test
    void callsThatHangHoldUpNobodyWhoUsesOtherServers() throws Exception {
        DriverThreads.Share stuck =
                threads.open(connections("https://silent.example.com", "https://cluster.example.com", "one")
                        .servers());
        hang(stuck.looks());

        for (Connections other : new Connections[] {
            connections("https://cloud.example.com", "https://cluster.example.com", "one"),
            connections("https://silent.example.com", "https://other.example.com", "one"),
            connections(null, "https://cluster.example.com", "one"),
        }) {
            assertThat(works(threads.open(other.servers()).looks())).isTrue();
        }
        assertThat(works(threads.shared())).isTrue();
    }

    @Test
    void runsOnTheSameServersShareThreadsWhateverTheirCredentials() {
        DriverThreads.Share one =
                threads.open(connections("https://cloud.example.com", "https://cluster.example.com", "one")
                        .servers());
        DriverThreads.Share other =
                threads.open(connections("https://cloud.example.com", "https://cluster.example.com", "other")
                        .servers());

        assertThat(other.looks()).isSameAs(one.looks());
        assertThat(threads.open(connections(null, "https://cluster.example.com", "one")
                                .servers())
                        .looks())
                .as("addresses that only their credentials know")
                .isNotSameAs(threads.open(connections(null, "https://cluster.example.com", "other")
                                .servers())
                        .looks());
    }

    @Test
    void theLastRunTakesItsThreadsAlong() throws Exception {
        Connections connections = connections("https://cloud.example.com", "https://cluster.example.com", "one");
        DriverThreads.Share one = threads.open(connections.servers());
        DriverThreads.Share other = threads.open(connections.servers());
        one.close();
        one.close();
        assertThat(works(other.looks())).isTrue();

        other.close();

        assertThat(other.looks().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(works(threads.open(connections.servers()).looks())).isTrue();
    }

    @Test
    void whenTheControllerShutsDownNothingBegins() {
        DriverThreads.Share before =
                threads.open(connections("https://cloud.example.com", "https://cluster.example.com", "one")
                        .servers());

        threads.close();

        assertThat(before.looks().isTerminated()).isTrue();
        assertThat(threads.open(connections("https://new.example.com", "https://cluster.example.com", "one")
                                .servers())
                        .looks()
                        .isShutdown())
                .isTrue();
        assertThat(threads.shared().isShutdown()).isTrue();
    }

    private void hang(Executor executor) {
        for (int i = 0; i < MANY; i++) {
            executor.execute(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private static boolean works(ExecutorService executor) throws InterruptedException, ExecutionException {
        return executor.submit(() -> true).get();
    }

    private static Connections connections(String authUrl, String serverUrl, String credentialsId) {
        return new Connections(
                new CloudAddress(
                        "inline",
                        "openstack.",
                        authUrl,
                        credentialsId,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false),
                new ClusterAddress("inline", "kubernetes.", serverUrl, null, credentialsId, null, false, false),
                new RepositoryKeys("repository.", "password", null, null),
                "job");
    }
}
