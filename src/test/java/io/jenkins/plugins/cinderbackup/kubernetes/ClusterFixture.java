package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run on a cluster, simulated or real; it leaves nothing there. */
abstract class ClusterFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> VARIABLES =
            Map.of("RESTIC_REPOSITORY", "/data/repository", "RESTIC_PASSWORD", "correct horse");

    /** As a distribution's are, such as Debian's /etc/ssl/certs/ca-certificates.crt. */
    private static final String LARGE_BUNDLE = "not a certificate\n".repeat(220_000 / 18);

    @TempDir
    Path temporary;

    ClusterClient cluster;
    Cluster workloads;
    Objects objects;
    HangingServer silent;

    abstract ClusterClient open();

    abstract String image();

    /** A volume with the content of a folder. */
    abstract String volumeOf(Path content) throws Exception;

    abstract String volumeWith(String format) throws Exception;

    /** A bound PVC over the volume, as a user's. */
    abstract void makeSource(String claim, String volumeId);

    /** The address at which pods reach this process. */
    abstract String hostAddress();

    final String namespace() {
        return "default";
    }

    @BeforeEach
    void connect() throws IOException {
        cluster = open();
        workloads = new Fabric8Cluster(
                cluster,
                Ticker.system(),
                () -> new RepositoryEnvironment(
                        VARIABLES,
                        Map.of(RepositoryEnvironment.CA_CERTIFICATE, LARGE_BUNDLE),
                        Set.of("correct horse")));
        objects = new Objects(namespace(), image());
        silent = new HangingServer(hostAddress());
    }

    @AfterEach
    void removeEverything() throws IOException {
        silent.close();
        for (ResourceKind kind : List.of(
                ResourceKind.JOB,
                ResourceKind.NETWORK_POLICY,
                ResourceKind.CLAIM,
                ResourceKind.PERSISTENT_VOLUME,
                ResourceKind.SECRET)) {
            TrackedResource resource = objects.tracked(kind, null);
            workloads.delete(resource, objects.run);
            await().atMost(PATIENCE).until(() -> workloads.presence(resource, objects.run) == Presence.GONE);
        }
        cluster.close();
    }

    final JobState end(TrackedResource job) {
        await().atMost(PATIENCE)
                .until(() -> !(workloads.job(job) instanceof JobState.Starting
                        || workloads.job(job) instanceof JobState.Running));
        return workloads.job(job);
    }
}
