package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.BackupEngine;
import io.jenkins.plugins.cinderbackup.engine.BackupEvent;
import io.jenkins.plugins.cinderbackup.engine.BackupException;
import io.jenkins.plugins.cinderbackup.engine.BackupJournal;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.ResourceKind;
import io.jenkins.plugins.cinderbackup.engine.phase.Procedures;
import io.jenkins.plugins.cinderbackup.engine.port.BackupEvents;
import io.jenkins.plugins.cinderbackup.engine.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.engine.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.engine.port.Ticker;
import io.jenkins.plugins.cinderbackup.engine.port.Workloads;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesWorkloads;
import io.jenkins.plugins.cinderbackup.openstack.CloudSettings;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * One run's engine, from where its cloud and cluster are and the credentials of its job. Credentials are looked up when they are first
 * needed. To be closed when the run is over.
 */
public final class EngineAssembly implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(EngineAssembly.class.getName());

    private final BackupServices services;
    private final BackupEvents events;
    private final BlockStorage storage;
    private final Workloads workloads;
    private final List<Supplier<?>> access;
    private final List<Supplier<?>> lookups;
    private final Renewable<CloudSettings, BlockStorage> cloud;
    private final Supplier<List<String>> notes;
    private final AtomicReference<KubernetesCluster> cluster = new AtomicReference<>();
    private final CreationLimits limits;
    private final Connections connections;
    private final AtomicReference<Workloads.Subscription> subscription = new AtomicReference<>();
    /** Set by {@link #drive}. */
    @CheckForNull
    private DriverThreads.Share threads;
    /** Set by {@link #drive}. */
    private RunDriver driver;

    /**
     * @param credentials where the run's credentials are looked up
     * @param masking what is told every secret that is found, and hides it from journal and events
     * @param limits how many runs may create at once
     */
    public EngineAssembly(
            @NonNull BackupServices services,
            @NonNull Connections connections,
            @NonNull BackupPlan.Repository repository,
            @NonNull CredentialLookup credentials,
            @NonNull Masking masking,
            @NonNull BackupEvents events,
            @NonNull CreationLimits limits) {
        this.services = services;
        this.events = events;
        this.limits = limits;
        this.connections = connections;
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        CloudLogin cloudLogin = new CloudLogin(connections.cloud(), credentials, masking);
        ClusterLogin clusterLogin = new ClusterLogin(connections.cluster(), credentials, masking);
        RepositoryLogin repositoryLogin = new RepositoryLogin(repository, connections.repository(), credentials, masking);
        Supplier<RepositoryEnvironment> keys = new Lazy<>(repositoryLogin::environment);
        cloud = new Renewable<>(() -> cloudLogin.settings(proxy), services.clouds()::blockStorage, before -> {}, Ticker.system());
        Renewable<ClusterConnection, Workloads> kubernetes = new Renewable<>(
                () -> clusterLogin.connection(proxy), connection -> open(connection, keys), before -> closeCluster(), Ticker.system());
        storage = masked(BlockStorage.class, cloud, "OpenStack cloud", masking);
        workloads = masked(Workloads.class, kubernetes, "Kubernetes cluster", masking);
        notes = () -> Stream.of(cloudLogin.note(), repositoryLogin.note()).flatMap(Optional::stream).toList();
        access = List.of(cloud, kubernetes);
        lookups = List.of(cloud, kubernetes, keys);
    }

    private <T> T masked(Class<T> port, Renewable<?, T> adapter, String server, Masking masking) {
        T renewing = RenewingPort.of(port, adapter, () -> events.accept(new BackupEvent.Note(
                "The " + server + " does not accept the credential any more; that was changed meanwhile, and the run goes on with the new one")));
        return MaskedPort.of(port, () -> renewing, masking);
    }

    private Workloads open(ClusterConnection connection, Supplier<RepositoryEnvironment> keys) {
        KubernetesCluster share = services.clusters().open(connection);
        cluster.set(share);
        return new KubernetesWorkloads(share, Ticker.system(), keys);
    }

    /** What is watched ends with it, and is watched again at the next look. */
    private void closeCluster() {
        Optional.ofNullable(subscription.getAndSet(null)).ifPresent(Workloads.Subscription::close);
        Optional.ofNullable(cluster.getAndSet(null)).ifPresent(KubernetesCluster::close);
    }

    /** Drives the journal from now on; it begins when it is woken for the first time. */
    @NonNull
    public RunDriver drive(@NonNull BackupJournal journal, @NonNull RunDriver.Listener listener) {
        threads = services.driverThreads().open(connections);
        driver = new RunDriver(
                journal, new BackupEngine(procedure(), ports()), threads.looks(), services.threads(), listener, services.driven());
        return driver;
    }

    /** What the removal of a run's objects needs; see {@link RunRemover}. */
    @NonNull
    public Ports ports() {
        return new Ports(storage, workloads, services.journals(), services.queue(), turns(), events, Ticker.system());
    }

    private CreationTurn turns() {
        return services.creations()
                .turns(() -> cloud.settings().endpoint(), () -> limits.most(connections.cloud().label(), cloud.settings().authUrl()), this::wake);
    }

    private void wake() {
        driver.wake();
    }

    private List<Phase> procedure() {
        return Procedures.backup().stream()
                .map(phase -> phase.name() == PhaseName.PENDING ? new Preflight(phase, this::findings, notes) : phase)
                .<Phase>map(phase -> new GuardedPhase(phase, this::watch))
                .toList();
    }

    /** What is wrong with the credentials; empty if nothing is. */
    private List<Finding> findings() {
        return findings(lookups);
    }

    /** What keeps the run from its cloud and its cluster, whatever the repository's keys; empty if nothing does. */
    @NonNull
    List<Finding> accessFindings() {
        return findings(access);
    }

    private static List<Finding> findings(List<Supplier<?>> lookups) {
        List<Finding> findings = new ArrayList<>();
        for (Supplier<?> lookup : lookups) {
            try {
                lookup.get();
            } catch (PermanentException e) {
                findings.addAll(e.findings());
            }
        }
        return findings;
    }

    /** Has the driver woken when something of the run changes in the cluster, from when there is something. Without it there is polling. */
    private synchronized void watch(BackupRun run) {
        if (subscription.get() == null && run.journal().resource(ResourceKind.CLAIM).isPresent()) {
            try {
                subscription.set(workloads.subscribe(run.plan().job().namespace(), run.journal().run(), driver::wake));
            } catch (BackupException e) {
                LOGGER.log(Level.FINE, e, () -> "Run " + run.journal().run() + " is not woken by the cluster");
            }
        }
    }

    /** Gives back what is shared. */
    @Override
    public synchronized void close() {
        if (threads != null) {
            threads.close();
        }
        closeCluster();
    }
}
