package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import java.util.HashMap;
import java.util.Map;

/**
 * What the placeholders of a repository's location stand for: the names of what is backed up, also where it is restored to another place.
 *
 * @param configured whether the cluster is one of the global configuration, whose administrator says which namespaces may be named
 * @param names by placeholder; one that has no name is not there
 */
record SourceNames(boolean configured, @NonNull Map<String, String> names) {
    static SourceNames of(
            boolean configured,
            @CheckForNull String cluster,
            @CheckForNull String namespace,
            @CheckForNull String pvc) {
        Map<String, String> names = new HashMap<>();
        names.put(RepositoryTemplate.CLUSTER, cluster);
        names.put(RepositoryTemplate.NAMESPACE, namespace);
        names.put(RepositoryTemplate.PVC, pvc);
        names.values().removeIf(name -> name == null);
        return new SourceNames(configured, Map.copyOf(names));
    }
}
