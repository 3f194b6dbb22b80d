package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a test needs on the real services, and takes away again when it is closed: namespaces of its own, sources, a bucket. Use one for each test or
 * class:
 *
 * <pre>{@code
 * try (RealSite site = RealSite.open()) {
 *     RealSite.Source source = site.source("db", "ext4", root -> SampleFiles.fill(root, 2000, 8));
 *     ... // a backup of site.namespace()/db to site.bucket().repository("shop")
 *     assertThat(site.leftovers()).containsExactlyInAnyOrderElementsOf(site.retained(source, name));
 * }
 * }</pre>
 */
public final class RealSite implements AutoCloseable {
    public static final int VOLUME_GIB = 1;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final Cinder cinder = Cinder.project();
    private final RigCluster cluster = new RigCluster();
    private final S3Bucket bucket = S3Bucket.make();
    private final List<String> volumes = new ArrayList<>();
    private Inventory before;

    /**
     * A volume with files, behind a PVC.
     *
     * @param tree its files as they were when it was made, as restic restores them
     */
    public record Source(String namespace, String claim, String volumeId, FileTree tree) {}

    private RealSite() {
        cluster.createNamespace(namespace(), Map.of());
        cluster.createNamespace(backupNamespace(), Map.of("pod-security.kubernetes.io/enforce", "baseline"));
        look();
    }

    public static RealSite open() {
        return new RealSite();
    }

    /** Where the sources' claims are. */
    public String namespace() {
        return "shop-" + suffix;
    }

    /** Where the backups' claims and Jobs are to be; it enforces the pod-security level {@code baseline}. */
    public String backupNamespace() {
        return "backups-" + suffix;
    }

    public Cinder cinder() {
        return cinder;
    }

    public RigCluster cluster() {
        return cluster;
    }

    /** A bucket of its own. */
    public S3Bucket bucket() {
        return bucket;
    }

    /** Makes a volume of 1 GiB with a file system of this type and these files, unmounted, behind a bound claim. */
    public Source source(String claim, String fsType, Consumer<Path> fill) {
        String volumeId = volume(claim);
        FileTree tree;
        try (VolumeMount mount = VolumeMount.format(volumeId, fsType)) {
            fill.accept(mount.root());
            mount.sync();
            tree = ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
        claim(claim, volumeId, fsType);
        return new Source(namespace(), claim, volumeId, tree);
    }

    /** Makes a claim, lets the provisioner make its volume, and a pod write to it. Its storage class must be there. */
    public Source dynamicSource(String claim, String script) {
        cluster.createDynamicClaim(namespace(), claim, VOLUME_GIB);
        cluster.runPod(namespace(), claim, script);
        String volumeId =
                cluster.awaitVolume(namespace(), claim).getSpec().getCsi().getVolumeHandle();
        volumes.add(volumeId);
        look();
        return new Source(namespace(), claim, volumeId, content(volumeId));
    }

    /** The files of a volume that nobody has mounted. */
    public static FileTree content(String volumeId) {
        try (VolumeMount mount = VolumeMount.open(volumeId)) {
            return ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
    }

    /** Makes a volume with nothing on it. */
    public String volume(String name) {
        String id = cinder.createVolume(name + "-" + suffix, VOLUME_GIB);
        volumes.add(id);
        look();
        return id;
    }

    /** Makes a claim that is bound to the volume. */
    public void claim(String name, String volumeId, String fsType) {
        cluster.createSource(namespace(), name, volumeId, fsType, VOLUME_GIB);
        look();
    }

    /** Removes this volume, too, when the test is over: one that was made by what is tested, and may have stayed. First of all, since it may be a snapshot's clone. */
    public void takes(String volumeId) {
        volumes.add(0, volumeId);
    }

    /** Takes what is there now as what belongs there: after a test has made something by other ways. */
    public void look() {
        before = Inventory.take(cinder, cluster);
    }

    /** What has come since this site and its sources were made, in Cinder, Ceph and Kubernetes. */
    public List<String> leftovers() {
        return Inventory.take(cinder, cluster).newSince(before);
    }

    /** How the Cinder snapshots of a source, by their names, appear among the leftovers: in Cinder and in Ceph. */
    public List<String> retained(Source source, String... snapshotNames) {
        List<String> lines = new ArrayList<>();
        for (JsonNode snapshot : cinder.list("snapshots")) {
            String name = snapshot.path("name").asText();
            if (List.of(snapshotNames).contains(name)
                    && snapshot.path("volume_id").asText().equals(source.volumeId())) {
                lines.add("Cinder snapshot " + name + " (available)");
                lines.add("RBD snapshot volume-" + source.volumeId() + "@snapshot-"
                        + snapshot.path("id").asText());
            }
        }
        if (lines.size() != 2 * snapshotNames.length) {
            throw new AssertionError("Of " + List.of(snapshotNames) + " Cinder has only " + lines);
        }
        return lines;
    }

    @Override
    public void close() {
        cluster.remove(namespace());
        cluster.remove(backupNamespace());
        cluster.close();
        List<String> there = cinder.list("volumes").stream()
                .map(one -> one.path("id").asText())
                .toList();
        volumes.stream().filter(there::contains).forEach(cinder::deleteVolume);
        bucket.close();
    }
}
