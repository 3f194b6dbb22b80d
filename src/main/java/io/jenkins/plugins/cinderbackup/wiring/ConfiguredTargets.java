package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.List;

/** The clouds and clusters that the administrator has configured. */
public interface ConfiguredTargets {
    /** The clouds. */
    @NonNull
    List<CloudAddress> cloudAddresses();

    /** The clusters, and where in them backups may create objects. */
    @NonNull
    List<ClusterArea> clusterAreas();

    /** The ones of this controller. */
    @NonNull
    static ConfiguredTargets get() {
        return ExtensionList.lookupSingleton(ConfiguredTargets.class);
    }

    /**
     * The cloud as it is configured now; one that is written into a job stays as it is.
     *
     * @throws PermanentException if it is not configured any more
     */
    @NonNull
    default CloudAddress now(@NonNull CloudAddress noted) {
        return noted.named()
                ? cloudAddresses().stream()
                        .filter(cloud -> cloud.label().equals(noted.label()))
                        .findFirst()
                        .orElseThrow(() -> gone("cloud", noted.label()))
                : noted;
    }

    /**
     * The same for a cluster.
     *
     * @throws PermanentException if it is not configured any more
     */
    @NonNull
    default ClusterAddress now(@NonNull ClusterAddress noted) {
        return noted.named()
                ? clusterAreas().stream()
                        .map(ClusterArea::address)
                        .filter(cluster -> cluster.label().equals(noted.label()))
                        .findFirst()
                        .orElseThrow(() -> gone("cluster", noted.label()))
                : noted;
    }

    /** What is said of a cloud or a cluster that is not configured any more. */
    @NonNull
    static PermanentException gone(@NonNull String what, @NonNull String name) {
        return PermanentException.of(
                "There is no " + what + " '" + name + "' in the global configuration any more.",
                "configure it again under this name",
                "where it is given up, forget the run on Manage Jenkins → Cinder Backup Leftovers");
    }

    /**
     * The part of a cluster in which backups may create objects.
     *
     * @param namespaces those that the configuration names
     * @param everywhere whether jobs may choose any other, too
     */
    record ClusterArea(
            @NonNull ClusterAddress address, @NonNull List<String> namespaces, boolean everywhere) {
        public ClusterArea {
            namespaces = List.copyOf(namespaces);
        }
    }
}
