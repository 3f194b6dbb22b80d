package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
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
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.removal.ScanTarget;
import io.jenkins.plugins.cinderbackup.wiring.ConfiguredTargets.ClusterArea;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;

/**
 * A cloud or a cluster of the global configuration, with the credentials that Jenkins itself has: those of a folder are not reachable from here.
 *
 * @param opening the way to it, with what hides the secrets that are found
 */
record ConfiguredScanTarget(
        @NonNull String name, boolean isCloud, @NonNull Function<Masking, ScanTarget.Access> opening)
        implements ScanTarget {
    private static final List<AccessRule> SCAN_AND_REMOVE = List.of(
            new AccessRule("volumev3", "GET", "/limits"),
            new AccessRule("volumev3", "GET", "/messages"),
            new AccessRule("volumev3", "GET", "/volumes/*"),
            new AccessRule("volumev3", "DELETE", "/volumes/*"),
            new AccessRule("volumev3", "GET", "/snapshots/*"),
            new AccessRule("volumev3", "DELETE", "/snapshots/*"));

    static ScanTarget of(BackupServices services, CloudAddress address) {
        return new ConfiguredScanTarget(address.label(), true, masking -> cloud(services, address, masking));
    }

    static ScanTarget of(BackupServices services, ClusterArea area) {
        return new ConfiguredScanTarget(area.address().label(), false, masking -> cluster(services, area, masking));
    }

    private static Access cloud(BackupServices services, CloudAddress address, Masking masking) {
        OpenstackBlockStorage cinder = services.clouds()
                .blockStorage(new CloudLogin(address, CredentialLookup.ofJenkins(masking), masking)
                        .settings(Jenkins.get().getProxy()))
                .requiring(SCAN_AND_REMOVE);
        return new Opened(masking, () -> cinder, () -> cinder, ConfiguredScanTarget::nothing, () -> {});
    }

    private static Access cluster(BackupServices services, ClusterArea area, Masking masking) {
        ClusterClient cluster = services.clusters()
                .open(new ClusterLogin(area.address(), CredentialLookup.ofJenkins(masking), masking)
                        .connection(Jenkins.get().getProxy()));
        return new Opened(
                masking,
                () -> new KubernetesInventory(cluster, area.namespaces(), area.everywhere()),
                ConfiguredScanTarget::nothing,
                () -> new Fabric8Cluster(cluster, Ticker.system(), ConfiguredScanTarget::nothing),
                cluster::close);
    }

    private static <T> T nothing() {
        throw new IllegalStateException(
                "A cloud has no workloads, a cluster no volumes, and a removal makes no Secret.");
    }

    @Override
    public Access open() {
        return opening.apply(new Masking());
    }

    private record Opened(
            UnaryOperator<String> masking,
            Supplier<Inventory> found,
            Supplier<OpenstackBlockStorage> cinder,
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
        public VolumeBackups backups() {
            return cinder.get().volumeBackups();
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
