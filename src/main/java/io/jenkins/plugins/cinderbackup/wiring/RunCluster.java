package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterLogin;
import io.jenkins.plugins.cinderbackup.connection.Renewable;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run's Kubernetes cluster: the share in its client that the run holds, and what of it is watched. */
final class RunCluster implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(RunCluster.class.getName());

    private final ClusterClients clients;
    private final Masking masking;
    private final Supplier<RepositoryEnvironment> keys;
    private final Renewable<ClusterConnection, Cluster> workloads;
    private final AtomicReference<ClusterClient> client = new AtomicReference<>();
    private final AtomicReference<Cluster.Subscription> subscription = new AtomicReference<>();

    /** @param keys what goes into the Secret of a Job that runs restic */
    RunCluster(
            ClusterAddress address,
            CredentialLookup credentials,
            Masking masking,
            @CheckForNull ProxyConfiguration proxy,
            ClusterClients clients,
            Supplier<RepositoryEnvironment> keys) {
        this.clients = clients;
        this.masking = masking;
        this.keys = keys;
        workloads = new Renewable<>(
                () -> new ClusterLogin(ConfiguredTargets.get().now(address), credentials, masking).connection(proxy),
                this::open,
                before -> close(),
                Ticker.system());
    }

    Renewable<ClusterConnection, Cluster> workloads() {
        return workloads;
    }

    private Cluster open(ClusterConnection connection) {
        ClusterClient share = clients.open(connection);
        client.set(share);
        return new Fabric8Cluster(share, Ticker.system(), keys);
    }

    /** Has somebody told when something of the run changes, from when there is something. Without it there is polling. */
    synchronized void watch(RunContext run, Runnable changed) {
        Optional<String> namespace = run.journal().resources().stream()
                .map(TrackedResource::namespace)
                .filter(Objects::nonNull)
                .findFirst();
        if (subscription.get() == null && namespace.isPresent()) {
            try {
                subscription.set(
                        run.cluster().subscribe(namespace.get(), run.journal().run(), changed));
            } catch (BackupException e) {
                LOGGER.log(
                        Level.FINE,
                        () -> "Run " + run.journal().run() + " is not woken by the cluster: "
                                + masking.apply(e.getMessage()));
            }
        }
    }

    /** Gives the share back. What is watched ends with it, and is watched again at the next look. */
    @Override
    public void close() {
        try {
            Optional.ofNullable(subscription.getAndSet(null)).ifPresent(Cluster.Subscription::close);
        } finally {
            Optional.ofNullable(client.getAndSet(null)).ifPresent(ClusterClient::close);
        }
    }
}
