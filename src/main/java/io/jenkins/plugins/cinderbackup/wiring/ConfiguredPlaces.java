package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** The clouds and clusters that the administrator has configured. */
public interface ConfiguredPlaces {
    /** The clouds. */
    @NonNull
    List<CloudAddress> cloudAddresses();

    /** The clusters, and where in them backups may create objects. */
    @NonNull
    List<ClusterArea> clusterAreas();

    /**
     * The part of a cluster in which backups may create objects.
     *
     * @param namespaces those that the configuration names
     * @param everywhere whether jobs may choose any other, too
     */
    record ClusterArea(@NonNull ClusterAddress address, @NonNull List<String> namespaces, boolean everywhere) {
        public ClusterArea {
            namespaces = List.copyOf(namespaces);
        }
    }
}
