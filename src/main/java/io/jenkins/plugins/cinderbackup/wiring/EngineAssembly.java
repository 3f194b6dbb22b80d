package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.connection.AbsentPort;
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
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.runtime.DriverThreads;
import io.jenkins.plugins.cinderbackup.runtime.RunDriver;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * One run's engine, from where its cloud, its cluster and its repository are, as far as its operation has to do with them, and the credentials of its job.
 * Credentials are looked up when they are first needed. To be closed when the run is over.
 */
public final class EngineAssembly implements AutoCloseable {
    private static final String CLOUD = "OpenStack cloud";
    private static final String CLUSTER = "Kubernetes cluster";

    private final BackupServices services;
    private final RunListener events;
    private final Masking masking;
    private final CreationLimits limits;
    private final Connections connections;
    private final Optional<RepositoryLogin> repository;
    private final Optional<Supplier<RepositoryEnvironment>> keys;
    private final Optional<RunCloud> cloud;
    private final Optional<RunCluster> cluster;
    private final BlockStorage storage;
    private final VolumeBackups backups;
    private final Cluster workloads;
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
        connections = Connections.fromMap(journal.connections());
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        repository = journal.plan()
                .usedRepository()
                .map(used -> new RepositoryLogin(used, connections.repository(), credentials, masking));
        keys = repository.map(login -> new Lazy<>(login::environment));
        cloud = Optional.ofNullable(connections.cloud())
                .map(address -> new RunCloud(
                        address,
                        credentials,
                        masking,
                        proxy,
                        services.clouds(),
                        Operations.of(journal).needsOf(journal).accessRules()));
        cluster = Optional.ofNullable(connections.cluster())
                .map(address -> new RunCluster(
                        address,
                        credentials,
                        masking,
                        proxy,
                        services.clusters(),
                        () -> known(keys, "repository").get()));
        storage = port(BlockStorage.class, cloud.map(RunCloud::storage), cinder -> cinder, CLOUD);
        backups = port(VolumeBackups.class, cloud.map(RunCloud::storage), OpenstackBlockStorage::volumeBackups, CLOUD);
        workloads = port(Cluster.class, cluster.map(RunCluster::workloads), there -> there, CLUSTER);
    }

    private <A, T> T port(
            Class<T> port, Optional<? extends Renewable<?, A>> adapter, Function<A, T> part, String server) {
        return adapter.map(
                        there -> RenewingPort.of(
                                port,
                                there,
                                part,
                                () -> events.accept(
                                        new RunEvent.Note(
                                                "The " + server
                                                        + " does not accept the credential any more; that was changed meanwhile, and the run goes on with the new one"))))
                .orElseGet(() -> AbsentPort.of(port, server));
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
                backups,
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

    /** Every run leaves the queue at its end; only who creates in a cloud joins it. */
    private CreationTurn turns() {
        return services.semaphores()
                .turns(
                        () -> known(cloud, CLOUD).endpoint(),
                        () -> known(cloud, CLOUD).most(limits),
                        this::wake);
    }

    private static <T> T known(Optional<T> part, String what) {
        return part.orElseThrow(() -> new IllegalStateException("The operation has no " + what));
    }

    private void wake() {
        driver.wake();
    }

    private RunAccess access() {
        return new RunAccess() {
            @Override
            public List<Finding> findings() {
                return findingsOf(Stream.concat(servers(), keys.stream()));
            }

            @Override
            public List<String> notes() {
                return Stream.of(cloud.flatMap(RunCloud::note), repository.flatMap(RepositoryLogin::note))
                        .flatMap(Optional::stream)
                        .toList();
            }

            @Override
            public void beforeLook(RunContext run) {
                learnSecrets();
                cluster.ifPresent(there -> there.watch(run, driver::wake));
            }
        };
    }

    /** After a restart nothing else asks for the repository's keys, and restic may quote them. Whether they are there is for the checks to say. */
    private synchronized void learnSecrets() {
        if (!learnt) {
            learnt = true;
            findingsOf(keys.stream());
        }
    }

    private Stream<Supplier<?>> servers() {
        return Stream.of(cloud.map(RunCloud::storage), cluster.map(RunCluster::workloads))
                .flatMap(Optional::stream);
    }

    /** What keeps the run from its cloud and its cluster, whatever the repository's keys; empty if nothing does. */
    @NonNull
    List<Finding> accessFindings() {
        return findingsOf(servers());
    }

    private static List<Finding> findingsOf(Stream<? extends Supplier<?>> lookups) {
        Findings findings = new Findings();
        lookups.forEach(findings::attempt);
        return findings.list();
    }

    /** Gives back what is shared. */
    @Override
    public synchronized void close() {
        try {
            cluster.ifPresent(RunCluster::close);
        } finally {
            if (threads != null) {
                threads.close();
            }
        }
    }
}
