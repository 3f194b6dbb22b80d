package io.jenkins.plugins.cinderbackup.removal;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.engine.PlanBuilder;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesInventory;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
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
import java.util.function.UnaryOperator;

/** Two clouds and a cluster over HTTP, and what runs have left in them. */
class OrphanSite implements AutoCloseable {
    /** What a server must not quote on the page. */
    static final String SECRET = "canary-of-a-target";

    static final Duration LONG = Duration.ofSeconds(40);
    private static final String NAMESPACE = "default";
    private static final Duration LIFE = Duration.ofHours(2);

    final OpenstackSimulator cloud;
    final OpenstackSimulator otherCloud;
    final KubernetesSimulator cluster;
    /** What is configured. */
    final List<ScanTarget> targets = new ArrayList<>();

    final OpenstackClouds clouds = new OpenstackClouds();
    private final ClusterClients clusters = new ClusterClients();

    OrphanSite() throws Exception {
        cloud = OpenstackSimulator.start();
        otherCloud = OpenstackSimulator.start();
        cloud.quota(-1, -1, -1);
        cluster = emptyCluster();
        targets.add(target("production", cloud));
        targets.add(target("other", otherCloud));
        targets.add(clusterTarget(cluster));
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
        String volume = storage.createVolume(new BlockStorage.NewVolume(
                        Optional.of(snapshot),
                        Optional.empty(),
                        name,
                        "",
                        2,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        tags))
                .id();
        cloud.backdate(snapshot, tags.createdAt());
        cloud.backdate(volume, tags.createdAt());
        return new Left(tags, source, snapshot, volume, "csb-" + tags.run());
    }

    /**
     * Leaves a backup by Cinder; answers its id.
     *
     * @param incremental whether it builds on the one that was made last
     */
    String leaveBackup(Ownership tags, String source, boolean incremental) {
        String id = backups()
                .createBackup(new VolumeBackups.NewBackup(
                        source,
                        Optional.empty(),
                        (incremental ? "increment-" : "full-") + tags.run(),
                        "",
                        incremental,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        tags));
        cloud.backdate(id, tags.createdAt().plusSeconds(incremental ? 60 : 0));
        return id;
    }

    VolumeBackups backups() {
        return clouds.blockStorage(cloud.cloud()).volumeBackups();
    }

    List<String> idsOfBackups() {
        return cloud.backups().stream().map(backup -> backup.id()).toList();
    }

    /** Leaves the NetworkPolicy of a test behind, without its pod. */
    void leavePolicy(Ownership tags, String name) {
        try (ClusterClient share = openCluster(cluster)) {
            cluster(share).create(new NewNetworkPolicy(NAMESPACE, name, name, tags));
        }
        cluster.edit(
                "networkpolicies",
                NAMESPACE,
                name,
                policy -> policy.withObject("/metadata")
                        .put("creationTimestamp", tags.createdAt().toString()));
    }

    void leaveInCluster(Ownership tags, String name, String volume) {
        try (ClusterClient share = openCluster(cluster)) {
            Cluster cluster = cluster(share);
            String claim = cluster.create(NewClaim.temporary(NAMESPACE, name, "", 2L << 30, tags));
            cluster.create(new NewPersistentVolume(
                    name,
                    NAMESPACE,
                    name,
                    claim,
                    volume,
                    "cinder.csi.openstack.org",
                    "ext4",
                    VolumeUse.reading(),
                    "",
                    2L << 30,
                    null,
                    Optional.empty(),
                    tags));
            cluster.create(new RepositorySecret(NAMESPACE, name, tags));
            PlanBuilder builder = new PlanBuilder();
            builder.jobNamespace = NAMESPACE;
            BackupPlan plan = builder.build();
            cluster.create(new ContainerJob(
                    name,
                    ResticCommand.init().args(),
                    List.of(new ContainerJob.Mount(name, "/data", true)),
                    name,
                    List.of("RESTIC_REPOSITORY", "RESTIC_PASSWORD"),
                    List.of(),
                    plan.job(),
                    plan.resources(),
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

    /** Marks the PVC and its PV as the user's from now on. */
    void keepClaim(String name) {
        for (String resource : List.of("persistentvolumeclaims", "persistentvolumes")) {
            String namespace = resource.equals("persistentvolumes") ? "" : NAMESPACE;
            cluster.edit(
                    resource,
                    namespace,
                    name,
                    object -> object.withObject("/metadata/labels")
                            .put("cinder-snapshot-backup.jenkins.io/keep", "true"));
        }
    }

    /** What of a run is in the cluster, its pods included. */
    List<String> inCluster() {
        List<String> all = new ArrayList<>();
        for (String resource :
                List.of("jobs", "pods", "persistentvolumeclaims", "secrets", "networkpolicies", "persistentvolumes")) {
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

    ScanTargets configured() {
        return new Configured();
    }

    private final class Configured implements ScanTargets {
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

    private ScanTarget target(String name, OpenstackSimulator simulator) {
        return new TestTarget(name, true) {
            @Override
            public Access open() {
                OpenstackBlockStorage storage = clouds.blockStorage(simulator.cloud());
                return new TestAccess(storage, storage, storage.volumeBackups(), null, () -> {});
            }
        };
    }

    private ScanTarget clusterTarget(KubernetesSimulator simulator) {
        return new TestTarget("production", false) {
            @Override
            public Access open() {
                ClusterClient share = openCluster(simulator);
                return new TestAccess(
                        new KubernetesInventory(share, List.of(NAMESPACE), true),
                        null,
                        null,
                        cluster(share),
                        share::close);
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

    private record TestAccess(
            Inventory inventory, BlockStorage storage, VolumeBackups backups, Cluster cluster, Runnable closing)
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

    @Override
    public void close() {
        clusters.close();
        cluster.close();
        cloud.close();
        otherCloud.close();
    }
}
