package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.connection.CloudLogin;
import io.jenkins.plugins.cinderbackup.connection.ClusterLogin;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.connection.Lazy;
import io.jenkins.plugins.cinderbackup.connection.Renewable;
import io.jenkins.plugins.cinderbackup.connection.RenewingPort;
import io.jenkins.plugins.cinderbackup.connection.RepositoryLogin;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.Forgetful;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunListener;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.runtime.DriverThreads;
import io.jenkins.plugins.cinderbackup.runtime.RunDriver;
import java.util.List;
import java.util.Objects;
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
    private final RunListener events;
    private final Masking masking;
    private final BlockStorage storage;
    private final Cluster workloads;
    private final List<Supplier<?>> access;
    private final List<Supplier<?>> lookups;
    private final Renewable<CloudSettings, BlockStorage> cloud;
    private final Supplier<RepositoryEnvironment> keys;
    private final Supplier<List<String>> notes;
    private final AtomicReference<ClusterClient> cluster = new AtomicReference<>();
    private final CreationLimits limits;
    private final Connections connections;
    private final AtomicReference<Cluster.Subscription> subscription = new AtomicReference<>();
    /** What of the cloud's credential is not used, as the last look at it has shown. */
    private volatile Optional<String> cloudNote = Optional.empty();
    /** Whether the repository's keys were looked up, so that they are masked. */
    private boolean learnt;
    /** Set by {@link #drive}. */
    @CheckForNull
    private DriverThreads.Share threads;
    /** Set by {@link #drive}. */
    private RunDriver driver;

    /**
     * @param journal of the run; who calls has seen that its connections can be read
     * @param credentials where the run's credentials are looked up
     * @param masking what is told every secret that is found, and hides it from journal and events
     * @param limits how many runs may create at once
     */
    public EngineAssembly(
            @NonNull BackupServices services,
            @NonNull RunJournal journal,
            @NonNull CredentialLookup credentials,
            @NonNull Masking masking,
            @NonNull RunListener events,
            @NonNull CreationLimits limits) {
        this.services = services;
        this.events = events;
        this.masking = masking;
        this.limits = limits;
        this.connections = Connections.fromMap(journal.connections());
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        List<AccessRule> rules = Operations.of(journal).needs().accessRules();
        RepositoryLogin repositoryLogin = new RepositoryLogin(
                journal.plan().usedRepository().orElseThrow(), connections.repository(), credentials, masking);
        keys = new Lazy<>(repositoryLogin::environment);
        cloud = new Renewable<>(
                () -> logIn(credentials, proxy),
                settings -> services.clouds().blockStorage(settings).requiring(rules),
                before -> {},
                Ticker.system());
        Renewable<ClusterConnection, Cluster> kubernetes = new Renewable<>(
                () -> new ClusterLogin(ConfiguredTargets.get().now(connections.cluster()), credentials, masking)
                        .connection(proxy),
                this::open,
                before -> closeCluster(),
                Ticker.system());
        storage = renewing(BlockStorage.class, cloud, "OpenStack cloud");
        workloads = renewing(Cluster.class, kubernetes, "Kubernetes cluster");
        notes = () -> Stream.of(cloudNote, repositoryLogin.note())
                .flatMap(Optional::stream)
                .toList();
        access = List.of(cloud, kubernetes);
        lookups = List.of(cloud, kubernetes, keys);
    }

    /** Where the cloud is by now, and what its credential says. */
    private CloudSettings logIn(CredentialLookup credentials, @CheckForNull ProxyConfiguration proxy) {
        CloudLogin login = new CloudLogin(ConfiguredTargets.get().now(connections.cloud()), credentials, masking);
        CloudSettings settings = login.settings(proxy);
        cloudNote = login.note();
        return settings;
    }

    private <T> T renewing(Class<T> port, Renewable<?, T> adapter, String server) {
        return RenewingPort.of(
                port,
                adapter,
                () -> events.accept(
                        new RunEvent.Note(
                                "The " + server
                                        + " does not accept the credential any more; that was changed meanwhile, and the run goes on with the new one")));
    }

    private Cluster open(ClusterConnection connection) {
        ClusterClient share = services.clusters().open(connection);
        cluster.set(share);
        return new Fabric8Cluster(share, Ticker.system(), keys);
    }

    /** What is watched ends with it, and is watched again at the next look. */
    private void closeCluster() {
        try {
            Optional.ofNullable(subscription.getAndSet(null)).ifPresent(Cluster.Subscription::close);
        } finally {
            Optional.ofNullable(cluster.getAndSet(null)).ifPresent(ClusterClient::close);
        }
    }

    /** Drives the journal from now on; it begins when it is woken for the first time. */
    @NonNull
    public RunDriver drive(@NonNull RunJournal journal, @NonNull RunDriver.Listener listener) {
        DriverThreads.Share share = services.driverThreads().open(connections.servers());
        threads = share;
        driver = new RunDriver(
                journal,
                new RunEngine(Operations.of(journal), ports()),
                share.looks(),
                services.threads(),
                listener,
                services.driven());
        return driver;
    }

    /** What the removal of a run's objects needs; see {@link RunRemover}. */
    @NonNull
    public Ports ports() {
        return ports(services.journals());
    }

    private Ports ports(JournalStore journals) {
        return new Ports(
                storage,
                workloads,
                journals,
                services.catalog(),
                services.semaphores(),
                turns(),
                access(),
                events,
                Ticker.system(),
                masking);
    }

    /**
     * Makes the checks of a run once. Nothing is created, and nothing written down.
     *
     * @throws io.jenkins.plugins.cinderbackup.model.BackupException with all that is wrong, or what could not be asked
     */
    void check(@NonNull RunJournal journal) {
        Operations.of(journal).procedureOf(journal).first().advance(new RunContext(journal, ports(new Forgetful())));
    }

    private CreationTurn turns() {
        return services.semaphores()
                .turns(
                        () -> cloud.settings().endpoint(),
                        () -> limits.most(
                                connections.cloud().label(), cloud.settings().authUrl()),
                        this::wake);
    }

    private void wake() {
        driver.wake();
    }

    private RunAccess access() {
        return new RunAccess() {
            @Override
            public List<Finding> findings() {
                return EngineAssembly.this.findings();
            }

            @Override
            public List<String> notes() {
                return notes.get();
            }

            @Override
            public void beforeLook(RunContext run) {
                learnSecrets();
                watch(run);
            }
        };
    }

    /** After a restart nothing else asks for the repository's keys, and restic may quote them. Whether they are there is for the checks to say. */
    private synchronized void learnSecrets() {
        if (!learnt) {
            learnt = true;
            findings(List.of(keys));
        }
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
        Findings findings = new Findings();
        lookups.forEach(findings::attempt);
        return findings.list();
    }

    /** Has the driver woken when something of the run changes in the cluster, from when there is something. Without it there is polling. */
    private synchronized void watch(RunContext run) {
        Optional<String> namespace = run.journal().resources().stream()
                .map(TrackedResource::namespace)
                .filter(Objects::nonNull)
                .findFirst();
        if (subscription.get() == null && namespace.isPresent()) {
            try {
                subscription.set(
                        workloads.subscribe(namespace.get(), run.journal().run(), driver::wake));
            } catch (BackupException e) {
                LOGGER.log(
                        Level.FINE,
                        () -> "Run " + run.journal().run() + " is not woken by the cluster: "
                                + masking.apply(e.getMessage()));
            }
        }
    }

    /** Gives back what is shared. */
    @Override
    public synchronized void close() {
        try {
            closeCluster();
        } finally {
            if (threads != null) {
                threads.close();
            }
        }
    }
}
