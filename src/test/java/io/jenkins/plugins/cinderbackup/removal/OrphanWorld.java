package io.jenkins.plugins.cinderbackup.removal;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.PlanBuilder;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesInventory;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.openstack.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.openstack.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** Two clouds and a cluster over HTTP, what runs have left in them, and a sweeper with a clock that can be moved. */
final class OrphanWorld implements AutoCloseable {
    /** What a server must not quote on the page. */
    static final String SECRET = "canary-of-a-place";

    static final Duration LONG = Duration.ofSeconds(40);
    private static final String NAMESPACE = "default";
    private static final Duration LIFE = Duration.ofHours(2);

    final OpenstackSimulator cloud;
    final OpenstackSimulator otherCloud;
    final KubernetesSimulator cluster;
    final Set<RunId> goOn = new HashSet<>();
    /** How far the clock of Jenkins is ahead. */
    volatile Duration ahead = Duration.ZERO;

    private final OpenstackClouds clouds = new OpenstackClouds();
    private final ClusterClients clusters = new ClusterClients();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    final List<ScanTarget> places = new ArrayList<>();
    final OrphanScanner sweeper;

    OrphanWorld() throws Exception {
        this(Duration.ofSeconds(30));
    }

    /** @param limit how long a look has for each place */
    OrphanWorld(Duration limit) throws Exception {
        cloud = OpenstackSimulator.start();
        otherCloud = OpenstackSimulator.start();
        cloud.quota(-1, -1, -1);
        cluster = new KubernetesSimulator(new NoVolumes());
        cluster.node().unschedulable("0/0 nodes are available");
        places.add(place("cloud 'production'", cloud));
        places.add(place("cloud 'other'", otherCloud));
        places.add(clusterPlace());
        sweeper = new OrphanScanner(
                () -> places, goOn::contains, () -> Ticker.system().now().plus(ahead), threads, limit);
    }

    /** What one run has left; ids as Cinder has them. */
    record Left(Ownership tags, String source, String snapshot, String volume, String name) {
        RunId run() {
            return tags.run();
        }
    }

    /** Tags of a run that ended, by its own limits, so long ago; it began {@link #LIFE} before. */
    static Ownership ended(Duration ago, String job) {
        Instant end = Instant.now().minus(ago);
        return new Ownership(new Origin("jenkins-1", job, "7"), RunId.random(), "source", end.minus(LIFE), end);
    }

    /** Tags of a run that is not over yet. */
    static Ownership living() {
        return ended(Duration.ofHours(-1), "nightly");
    }

    /** What the last look says of the place whose label contains that. */
    OrphanScanner.PlaceReport seen(String label) {
        return sweeper.report().places().stream()
                .filter(place -> place.label().contains(label))
                .findFirst()
                .orElseThrow();
    }

    /** All that a run has in the cloud and in the cluster while restic is at work. */
    Left leaveAll(Ownership tags) {
        Left left = leaveInCloud(tags);
        leaveInCluster(tags, left.name(), left.volume());
        return left;
    }

    Left leaveInCloud(Ownership tags) {
        OpenstackBlockStorage storage = clouds.blockStorage(cloud.cloud());
        String source = cloud.addVolume("pvc-of-db", 2);
        String name = "backup-" + tags.run();
        String snapshot = storage.createSnapshot(new BlockStorage.NewSnapshot(source, name, "", true, tags))
                .id();
        String volume = storage.createVolume(
                        new BlockStorage.NewVolume(snapshot, name, "", 2, Optional.empty(), Optional.empty(), tags))
                .id();
        cloud.backdate(snapshot, tags.createdAt());
        cloud.backdate(volume, tags.createdAt());
        return new Left(tags, source, snapshot, volume, "csb-" + tags.run());
    }

    void leaveInCluster(Ownership tags, String name, String volume) {
        try (ClusterClient share = openCluster()) {
            Cluster cluster = cluster(share);
            String claim = cluster.createClaim(new Cluster.NewClaim(NAMESPACE, name, "", 2L << 30, tags));
            cluster.createPersistentVolume(new Cluster.NewPersistentVolume(
                    name,
                    NAMESPACE,
                    name,
                    claim,
                    volume,
                    "cinder.csi.openstack.org",
                    "ext4",
                    "",
                    2L << 30,
                    null,
                    Optional.empty(),
                    tags));
            cluster.createSecret(new Cluster.NewSecret(NAMESPACE, name, tags));
            BackupPlan plan = new PlanBuilder().build();
            cluster.createJob(new Cluster.NewJob(
                    NAMESPACE,
                    name,
                    ResticCommand.init(),
                    Optional.of(name),
                    name,
                    Optional.empty(),
                    plan.job(),
                    plan.resources(),
                    Duration.ofHours(1),
                    tags));
        }
        await().atMost(LONG)
                .until(() -> cluster.list("pods").stream()
                        .anyMatch(pod ->
                                pod.at("/metadata/labels/job-name").asText().equals(name)));
        for (String resource : List.of("jobs", "pods", "persistentvolumeclaims", "secrets", "persistentvolumes")) {
            for (ObjectNode object : cluster.list(resource)) {
                cluster.edit(
                        resource,
                        object.at("/metadata/namespace").asText(""),
                        object.at("/metadata/name").asText(),
                        o -> o.withObject("/metadata")
                                .put("creationTimestamp", tags.createdAt().toString()));
            }
        }
    }

    /** What of a run is in the cluster, its pods included. */
    List<String> inCluster() {
        List<String> all = new ArrayList<>();
        for (String resource : List.of("jobs", "pods", "persistentvolumeclaims", "secrets", "persistentvolumes")) {
            cluster.list(resource)
                    .forEach(object ->
                            all.add(resource + " " + object.at("/metadata/name").asText()));
        }
        return all;
    }

    boolean hasVolume(String id) {
        return cloud.volumes().stream().anyMatch(volume -> volume.id().equals(id));
    }

    boolean hasSnapshot(String id) {
        return cloud.snapshots().stream().anyMatch(snapshot -> snapshot.id().equals(id));
    }

    /** Looks, and waits until that is over. */
    OrphanScanner.Report look() {
        sweeper.look();
        await().atMost(LONG).until(() -> !sweeper.report().looking());
        return sweeper.report();
    }

    OrphanReport found(RunId run) {
        return sweeper.report().runs().stream()
                .filter(found -> run.equals(found.run()))
                .findFirst()
                .orElseThrow();
    }

    /** Confirms all, and waits until nothing more is done; answers for how many runs it was. */
    int sweep() {
        int runs = sweeper.sweep(sweeper.report().startedAt(), null);
        await().atMost(LONG).until(() -> !sweeper.report().sweeping());
        return runs;
    }

    /** Looks, confirms all, and waits until nothing more is done. */
    int lookAndSweep() {
        look();
        return sweep();
    }

    private ScanTarget place(String label, OpenstackSimulator simulator) {
        return new TestPlace(label, true) {
            @Override
            public Access open() {
                OpenstackBlockStorage storage = clouds.blockStorage(simulator.cloud());
                return new TestAccess(storage, storage, null, () -> {});
            }
        };
    }

    private ScanTarget clusterPlace() {
        return new TestPlace("cluster 'production'", false) {
            @Override
            public Access open() {
                ClusterClient share = openCluster();
                return new TestAccess(
                        new KubernetesInventory(share, List.of(NAMESPACE), true), null, cluster(share), share::close);
            }
        };
    }

    /** A place to which there is no way. */
    static ScanTarget withoutAccess(String label, String why) {
        return new TestPlace(label, true) {
            @Override
            public Access open() {
                throw PermanentException.of(why, "mend it");
            }
        };
    }

    private ClusterClient openCluster() {
        return clusters.open(
                new ClusterConnection(cluster.url(), null, new ClusterConnection.Credential.Token("t"), null));
    }

    private static Cluster cluster(ClusterClient share) {
        return new Fabric8Cluster(
                share,
                Ticker.system(),
                () -> new RepositoryEnvironment(
                        Map.of("RESTIC_REPOSITORY", "/nowhere", "RESTIC_PASSWORD", "secret"),
                        Map.of(),
                        Set.of("secret")));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clusters.close();
        cluster.close();
        cloud.close();
        otherCloud.close();
    }

    private abstract static class TestPlace implements ScanTarget {
        private final String label;
        private final boolean cloud;

        TestPlace(String label, boolean cloud) {
            this.label = label;
            this.cloud = cloud;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public boolean isCloud() {
            return cloud;
        }
    }

    private record TestAccess(Inventory inventory, BlockStorage storage, Cluster cluster, Runnable closing)
            implements ScanTarget.Access {
        @Override
        public UnaryOperator<String> masking() {
            return text -> text.replace(SECRET, "****");
        }

        @Override
        public void close() {
            closing.run();
        }
    }

    /** No pod gets as far as a volume. */
    private static final class NoVolumes implements io.jenkins.plugins.cinderbackup.simulator.kubernetes.VolumeFolders {
        @Override
        public Optional<Path> folderOf(String volumeId) {
            return Optional.empty();
        }

        @Override
        public void attached(String volumeId) {
            // No pod gets there
        }

        @Override
        public void detached(String volumeId) {
            // No pod gets there
        }
    }
}
