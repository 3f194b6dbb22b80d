package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All objects of a cluster that carry our mark, whichever run's they are. A kind that may not be listed is a gap; the others are found all the
 * same.
 */
public final class KubernetesInventory implements Inventory {
    private static final Map<String, ResourceKind> NAMESPACED = Map.of(
            "jobs",
            ResourceKind.JOB,
            "pods",
            ResourceKind.POD,
            "persistentvolumeclaims",
            ResourceKind.CLAIM,
            "secrets",
            ResourceKind.SECRET,
            "networkpolicies",
            ResourceKind.NETWORK_POLICY);

    private final MetadataList lists;
    private final Set<String> namespaces;
    private final boolean everywhere;

    /**
     * @param cluster the share in the cluster's client; closed by whoever opened it
     * @param namespaces where there may be objects of ours
     * @param everywhere whether there may be some in any other namespace too
     */
    public KubernetesInventory(
            @NonNull ClusterClient cluster, @NonNull Collection<String> namespaces, boolean everywhere) {
        this.lists = new MetadataList(cluster.client());
        this.namespaces = new TreeSet<>(namespaces);
        this.everywhere = everywhere;
    }

    @Override
    public ScanResult scan() {
        Looking looking = new Looking();
        new TreeSet<>(NAMESPACED.keySet()).forEach(looking::namespaced);
        looking.list("persistentvolumes", null, ResourceKind.PERSISTENT_VOLUME, looking.gaps);
        if (looking.time == null) {
            throw new PermanentException(looking.findings(), null);
        }
        return new ScanResult(looking.time, looking.found, looking.findings());
    }

    /** One scan while it goes on. */
    private final class Looking {
        final List<MarkedObject> found = new ArrayList<>();
        /** By their message: a reason that holds for all kinds is told once. */
        final Map<String, Finding> gaps = new LinkedHashMap<>();

        Instant time;

        void namespaced(String resource) {
            ResourceKind kind = NAMESPACED.get(resource);
            Map<String, Finding> refusals = new LinkedHashMap<>();
            if (everywhere && list(resource, null, kind, refusals)) {
                return;
            }
            if (namespaces.isEmpty()) {
                gaps.putAll(refusals);
            } else if (everywhere) {
                String text = "Only the namespaces " + String.join(", ", namespaces) + " were scanned for " + resource
                        + ": the credential may not list them cluster-wide.";
                gaps.put(
                        text,
                        Finding.of(
                                text,
                                "name all namespaces that jobs may use in the cluster's configuration, or allow it"));
            }
            namespaces.forEach(namespace -> list(resource, namespace, kind, gaps));
        }

        /** @return whether it could be listed */
        boolean list(String resource, String namespace, ResourceKind kind, Map<String, Finding> refusals) {
            try {
                MetadataList.Listed listed = lists.of(resource, namespace);
                time = time == null ? listed.time() : time;
                listed.items().forEach(item -> found.add(item.marked(kind)));
                return true;
            } catch (PermanentException e) {
                e.findings().forEach(finding -> refusals.put(finding.message(), finding));
                return false;
            }
        }

        List<Finding> findings() {
            return List.copyOf(gaps.values());
        }
    }
}
