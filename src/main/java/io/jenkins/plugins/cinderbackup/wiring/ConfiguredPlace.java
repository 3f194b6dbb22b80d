package io.jenkins.plugins.cinderbackup.wiring;

import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.CloudLogin;
import io.jenkins.plugins.cinderbackup.connection.ClusterLogin;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesInventory;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.ScanTarget;
import io.jenkins.plugins.cinderbackup.wiring.ConfiguredPlaces.ClusterArea;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;

/** A place of the global configuration, with the credentials that Jenkins itself has: those of a folder are not reachable from here. */
final class ConfiguredPlace implements ScanTarget {
    private static final List<AccessRule> SCAN_AND_REMOVE = List.of(
            new AccessRule("volumev3", "GET", "/limits"),
            new AccessRule("volumev3", "GET", "/messages"),
            new AccessRule("volumev3", "GET", "/volumes/*"),
            new AccessRule("volumev3", "DELETE", "/volumes/*"),
            new AccessRule("volumev3", "GET", "/snapshots/*"),
            new AccessRule("volumev3", "DELETE", "/snapshots/*"));

    private final String label;
    private final boolean cloud;
    private final Function<Masking, Access> opening;

    private ConfiguredPlace(String label, boolean cloud, Function<Masking, Access> opening) {
        this.label = label;
        this.cloud = cloud;
        this.opening = opening;
    }

    static List<ScanTarget> all(BackupServices services, ConfiguredPlaces configured) {
        List<ScanTarget> places = new ArrayList<>();
        configured
                .cloudAddresses()
                .forEach(address -> places.add(new ConfiguredPlace(
                        "cloud '" + address.label() + "'", true, masking -> cloud(services, address, masking))));
        configured
                .clusterAreas()
                .forEach(area -> places.add(new ConfiguredPlace(
                        "cluster '" + area.address().label() + "'",
                        false,
                        masking -> cluster(services, area, masking))));
        return places;
    }

    private static Access cloud(BackupServices services, CloudAddress address, Masking masking) {
        OpenstackBlockStorage cinder = services.clouds()
                .blockStorage(new CloudLogin(address, CredentialLookup.ofJenkins(masking), masking)
                        .settings(Jenkins.get().getProxy()))
                .requiring(SCAN_AND_REMOVE);
        return new Opened(masking, () -> cinder, () -> cinder, ConfiguredPlace::nothing, () -> {});
    }

    private static Access cluster(BackupServices services, ClusterArea area, Masking masking) {
        ClusterClient cluster = services.clusters()
                .open(new ClusterLogin(area.address(), CredentialLookup.ofJenkins(masking), masking)
                        .connection(Jenkins.get().getProxy()));
        return new Opened(
                masking,
                () -> new KubernetesInventory(cluster, area.namespaces(), area.everywhere()),
                ConfiguredPlace::nothing,
                () -> new Fabric8Cluster(cluster, Ticker.system(), ConfiguredPlace::nothing),
                cluster::close);
    }

    private static <T> T nothing() {
        throw new IllegalStateException(
                "A cloud has no workloads, a cluster no volumes, and a removal makes no Secret.");
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isCloud() {
        return cloud;
    }

    @Override
    public Access open() {
        return opening.apply(new Masking());
    }

    private record Opened(
            UnaryOperator<String> masking,
            Supplier<Inventory> found,
            Supplier<BlockStorage> cinder,
            Supplier<Cluster> kubernetes,
            Runnable closing)
            implements Access {
        @Override
        public Inventory inventory() {
            return found.get();
        }

        @Override
        public BlockStorage storage() {
            return cinder.get();
        }

        @Override
        public Cluster cluster() {
            return kubernetes.get();
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
