package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.PlanBuilder;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
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
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Two clouds and a cluster over HTTP, what runs have left in them, and a scanner and a removal with a clock that is moved by hand. */
final class OrphanWorld implements AutoCloseable {
    /** What a server must not quote on the page. */
    static final String SECRET = "canary-of-a-target";

    static final Duration LONG = Duration.ofSeconds(40);
    private static final String NAMESPACE = "default";
    private static final Duration LIFE = Duration.ofHours(2);
    /** More attempts than any removal needs whose servers answer at once. */
    private static final int MANY = 500;

    final OpenstackSimulator cloud;
    final OpenstackSimulator otherCloud;
    final KubernetesSimulator cluster;
    /** How far the clock of Jenkins is ahead. */
    volatile Duration ahead = Duration.ZERO;

    private final OpenstackClouds clouds = new OpenstackClouds();
    private final ClusterClients clusters = new ClusterClients();
    private final Ticker ticker = () -> Ticker.system().now().plus(ahead);
    final List<ScanTarget> targets = new ArrayList<>();
    final Path folder;
    final JournalStore journals;
    final JournalStore orphans;
    final DrivenRuns driven = new DrivenRuns();
    /** Where targets are scanned: in place. */
    Executor threads = Runnable::run;
    /** What is to be done at the time limit of a scan. */
    final List<Runnable> limits = new ArrayList<>();

    BackgroundRemoval removal;
    OrphanScanner scanner;

    /** @param folder where journals are kept */
    OrphanWorld(Path folder) throws Exception {
        this.folder = folder;
        cloud = OpenstackSimulator.start();
        otherCloud = OpenstackSimulator.start();
        cloud.quota(-1, -1, -1);
        cluster = emptyCluster();
        targets.add(target("production", cloud));
        targets.add(target("other", otherCloud));
        targets.add(clusterTarget(cluster));
        journals = new FileJournalStore(folder.resolve("journals"));
        orphans = new FileJournalStore(folder.resolve("orphans"));
        restart();
    }

    /** A cluster with nothing in it, whose pods are never scheduled. */
    static KubernetesSimulator emptyCluster() throws Exception {
        KubernetesSimulator empty = new KubernetesSimulator(new NoVolumes());
        empty.node().unschedulable("0/0 nodes are available");
        return empty;
    }

    /** From now on the configured cluster is that one. */
    void leadTo(KubernetesSimulator other) {
        targets.set(2, clusterTarget(other));
    }

    /** Nothing is known but what is on the disk. */
    void restart() {
        ScanTargets configured = new TestTargets();
        removal = new BackgroundRemoval(
                new RemovalStore(journals, new RemovalState(folder.resolve("removals")), journal -> {
                    throw PermanentException.of("no run of here has a way");
                }),
                new RemovalStore(
                        orphans,
                        new RemovalState(folder.resolve("orphan-removals")),
                        journal -> new OrphanAccess(journal, configured, orphans, ticker)),
                HomeIdentity.of(folder, "/var/jenkins_home", "jenkins-0", ticker.now(), journals::runs),
                driven,
                ticker);
        removal.begin(journal -> RunOwner.OVER, run -> {}, journal -> {});
        removal.refresh();
        scanner = new OrphanScanner(
                configured,
                removal,
                ticker,
                new OrphanScan.Threads(task -> threads.execute(task), (pause, task) -> limits.add(task)));
    }

    private final class TestTargets implements ScanTargets {
        @Override
        public List<ScanTarget> all() {
            return targets;
        }

        @Override
        public ScanTarget named(boolean isCloud, String name) {
            return targets.stream()
                    .filter(target ->
                            target.isCloud() == isCloud && target.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> PermanentException.of("not configured any more"));
        }
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

    /** What the last scan says of the target whose label contains that. */
    ScanReport.Target seen(String label) {
        return scanner.report().targets().stream()
                .filter(target -> target.label().contains(label))
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
        try (ClusterClient share = openCluster(cluster)) {
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

    ScanReport scan() {
        scanner.scan();
        return scanner.report();
    }

    OrphanReport found(RunId run) {
        return scanner.report().runs().stream()
                .filter(found -> run.equals(found.run()))
                .findFirst()
                .orElseThrow();
    }

    /** Confirms all, and tries to remove it until nothing more is done; answers for how many runs that was. */
    int remove() {
        int runs = confirm(null);
        settle();
        return runs;
    }

    /** @param only the one run that is meant; null for all */
    int confirm(RunId only) {
        return scanner.remove(scanner.report().startedAt(), only);
    }

    /** Goes through the pauses of the removal until nothing is being removed any more. */
    void settle() {
        for (int attempts = 0; !orphans.runs().isEmpty(); attempts++) {
            assertThat(attempts).as("attempts").isLessThan(MANY);
            attempt();
        }
    }

    /** Lets the removal try what is due, and the clock go on until it is called again. */
    void attempt() {
        ahead = ahead.plus(removal.next());
    }

    /** Scans, confirms all, and tries to remove it until nothing more is done. */
    int scanAndRemove() {
        scan();
        return remove();
    }

    OrphanRemovalProgress progress(RunId run) {
        return scanner.progress(run).orElseThrow();
    }

    private ScanTarget target(String name, OpenstackSimulator simulator) {
        return new TestTarget(name, true) {
            @Override
            public Access open() {
                OpenstackBlockStorage storage = clouds.blockStorage(simulator.cloud());
                return new TestAccess(storage, storage, null, () -> {});
            }
        };
    }

    private ScanTarget clusterTarget(KubernetesSimulator simulator) {
        return new TestTarget("production", false) {
            @Override
            public Access open() {
                ClusterClient share = openCluster(simulator);
                return new TestAccess(
                        new KubernetesInventory(share, List.of(NAMESPACE), true), null, cluster(share), share::close);
            }
        };
    }

    /** A cloud to which there is no way. */
    static ScanTarget withoutAccess(String name, String why) {
        return new TestTarget(name, true) {
            @Override
            public Access open() {
                throw PermanentException.of(why, "mend it");
            }
        };
    }

    private ClusterClient openCluster(KubernetesSimulator simulator) {
        return clusters.open(
                new ClusterConnection(simulator.url(), null, new ClusterConnection.Credential.Token("t"), null));
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
        clusters.close();
        cluster.close();
        cloud.close();
        otherCloud.close();
    }

    private abstract static class TestTarget implements ScanTarget {
        private final String name;
        private final boolean cloud;

        TestTarget(String name, boolean cloud) {
            this.name = name;
            this.cloud = cloud;
        }

        @Override
        public String name() {
            return name;
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
