package io.jenkins.plugins.cinderbackup.simulator;

import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.VolumeFolders;
import io.jenkins.plugins.cinderbackup.simulator.openstack.FolderContents;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A whole site on the loopback: an OpenStack, a Kubernetes whose node mounts its volumes, and a server for restic repositories. A folder
 * stands for a volume's content.
 */
public final class SimulatedSite implements AutoCloseable {
    /** Who may use the repository server. */
    public static final String BACKUP_USER = "backup";

    public static final String BACKUP_PASSWORD = "canary-backup server/pass:word";

    private static final long GIB = 1L << 30;

    private final FolderContents contents;
    private final Map<String, String> formats = new ConcurrentHashMap<>();
    private final OpenstackSimulator openstack;
    private final KubernetesSimulator kubernetes;
    private final ResticRestServer repositories;

    /** @param folder an empty one, for the copies of volumes; the caller removes it */
    public SimulatedSite(Path folder) throws IOException {
        contents = new FolderContents(folder);
        openstack = OpenstackSimulator.start(Ticker.system(), contents);
        kubernetes = new KubernetesSimulator(new Attachments());
        repositories = ResticRestServer.startWithLogin(BACKUP_USER, BACKUP_PASSWORD);
    }

    public OpenstackSimulator openstack() {
        return openstack;
    }

    public KubernetesSimulator kubernetes() {
        return kubernetes;
    }

    public ResticRestServer repositories() {
        return repositories;
    }

    /**
     * Makes a PVC over a Cinder volume whose content is a folder, in use as a running workload's.
     *
     * @return the volume's id
     */
    public String addSource(String namespace, String claim, int sizeGiB, Path content) {
        String id = openstack.addVolume("pvc-of-" + claim, sizeGiB, content);
        openstack.attach(id);
        if (kubernetes.get("namespaces", "", namespace).isEmpty()) {
            kubernetes.createNamespace(namespace);
        }
        kubernetes.createSource(namespace, claim, id, sizeGiB * GIB);
        return id;
    }

    /** A pod begins to use the PVC. */
    public void startWorkload(String namespace, String pod, String claim) {
        kubernetes.createWorkload(namespace, pod, claim);
        openstack.attach(volumeOf(namespace, claim));
    }

    /** No node has the PVC's volume any more. */
    public void detach(String namespace, String claim) {
        openstack.detach(volumeOf(namespace, claim));
    }

    /** The Cinder volume behind a PVC. */
    public String volumeOf(String namespace, String claim) {
        String pv = kubernetes
                .get("persistentvolumeclaims", namespace, claim)
                .orElseThrow()
                .at("/spec/volumeName")
                .asText();
        return kubernetes
                .get("persistentvolumes", "", pv)
                .orElseThrow()
                .at("/spec/csi/volumeHandle")
                .asText();
    }

    /** The folder that stands for the volume's content, as it is now. */
    public Path content(String volumeId) {
        return contents.folder(volumeId).orElseThrow();
    }

    /** Lets every volume that is made from this one seem to have this on it, as {@code blkid} says it; nothing is a blank one. */
    public void format(String volumeId, String found) {
        formats.put(volumeId, found);
    }

    /** What of a run is in Cinder and Kubernetes now, one line each; the retained snapshots, too. */
    public List<String> leftovers(Set<String> sourceVolumes) {
        List<String> left = new ArrayList<>();
        openstack.volumes().stream()
                .filter(volume -> !sourceVolumes.contains(volume.id()))
                .forEach(volume -> left.add("Cinder volume " + volume.name() + " (" + volume.status() + ")"));
        openstack
                .snapshots()
                .forEach(snapshot -> left.add("Cinder snapshot " + snapshot.name() + " (" + snapshot.status() + ")"));
        for (String kind :
                List.of("persistentvolumeclaims", "persistentvolumes", "secrets", "networkpolicies", "jobs", "pods")) {
            kubernetes.list(kind).stream()
                    .filter(object -> !object.at("/metadata/labels/app.kubernetes.io~1managed-by")
                            .isMissingNode())
                    .forEach(object ->
                            left.add(kind + " " + object.at("/metadata/name").asText()));
        }
        return left;
    }

    @Override
    public void close() {
        kubernetes.close();
        openstack.close();
        repositories.close();
    }

    /** The CSI driver's and the attacher's part: which folder a volume is, and that Cinder sees it in use. */
    private final class Attachments implements VolumeFolders {
        @Override
        public Optional<Path> folderOf(String volumeId) {
            return contents.folder(volumeId);
        }

        @Override
        public String format(String volumeId, String wanted) {
            return contents.isBlank(volumeId) ? "" : formats.getOrDefault(sourceOf(volumeId), wanted);
        }

        @Override
        public void formatted(String volumeId, String fsType) {
            contents.format(volumeId);
            formats.put(volumeId, fsType);
        }

        private String sourceOf(String volumeId) {
            String snapshot = openstack.volumes().stream()
                    .filter(volume -> volume.id().equals(volumeId) && volume.origin() != null)
                    .map(OpenstackSimulator.Seen::origin)
                    .findFirst()
                    .orElse(null);
            return openstack.snapshots().stream()
                    .filter(seen -> seen.id().equals(snapshot))
                    .map(OpenstackSimulator.Seen::origin)
                    .findFirst()
                    .orElse(volumeId);
        }

        @Override
        public void attached(String volumeId) {
            openstack.attach(volumeId);
        }

        @Override
        public void detached(String volumeId) {
            openstack.detach(volumeId);
        }
    }
}
