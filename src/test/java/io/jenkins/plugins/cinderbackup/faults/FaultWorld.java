package io.jenkins.plugins.cinderbackup.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.engine.Outcome;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.TestClusters;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.gate.GateOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.simulator.VirtualClock;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.VolumeFolders;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.VolumeContents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One run with the adapters as shipped, over HTTP, against a site of its own; all waiting is a virtual clock's. */
final class FaultWorld implements AutoCloseable {
    static final String TOKEN = "canary-kubernetes-token";
    static final String RESTIC_PASSWORD = "canary-restic-password";
    static final String NAMESPACE = "backups";
    static final Duration PATIENT = Duration.ofSeconds(20);
    private static final ClusterClients PATIENT_CLUSTERS = TestClusters.withTimeout(PATIENT);
    private static final ClusterClients IMPATIENT_CLUSTERS = TestClusters.withTimeout(Trouble.SHORT);
    private static final int MOST_LOOKS = 20_000;
    /** Seldom: what a call without an answer may still bring is looked for during ten minutes. */
    private static final Duration BETWEEN_REMOVALS = Duration.ofSeconds(30);

    private static final int MOST_REMOVALS = 100;
    private static final long GIB = 1L << 30;
    private static final int REPLICAS = 2;
    private static final String KEPT = "/metadata/labels/" + OwnershipLabels.KEEP.replace("/", "~1");

    final VirtualClock clock =
            new VirtualClock(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(10)));
    final PlayedRestic restic = new PlayedRestic(clock);
    final StoredJournals journals = new StoredJournals();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final OpenstackSimulator openstack;
    final KubernetesSimulator kubernetes;
    final String source;
    final Wire wire;
    final FaultPlan plan = new FaultPlan();
    private final ClusterClient cluster;
    private final boolean impatient;
    /** What is on the volume; by default what the PV says. */
    String format;
    /** Whether the run is a check of the repository, and no backup. */
    boolean checks;
    /** Whether the run is a verification with a restore on trial. */
    boolean drills;
    /** Whether the run lists the repository, and is no backup. */
    boolean lists;
    /** Whether the run is a gate that has the repository listed. */
    boolean gates;
    /** Whether the run is a restore. */
    boolean restores;
    /** Whether the run is a backup by Cinder itself. */
    boolean cinder;
    /** Whether that names a PVC, and no volume. */
    boolean cinderOfClaim;
    /** The backup that Cinder restores; null where it restores none. */
    String cinderBackup;
    /** The volume over which it does; null where it makes one. */
    String target;
    /** What Cinder has restored, each as {@code BACKUP to VOLUME}. */
    final List<String> restored = new CopyOnWriteArrayList<>();
    /** Begins a run that is none of these, or null. */
    Function<Origin, RunJournal> begins;
    /** Whether what such a run says to have done is done. */
    Predicate<RunReport> judge = report -> true;
    /** The ids of backups that the run has to leave where they are. */
    List<String> spared = List.of();
    /** Whether the run is a test of SCS-0117. */
    boolean scs;
    /** What the catalog was told. */
    final List<RepositoryListing> listings = new CopyOnWriteArrayList<>();
    /** What the catalog knows of sources. */
    final Map<String, SourceStatus> statuses = new ConcurrentHashMap<>();
    /** The run whose snapshot is kept, and is too old by now. */
    final RunId earlier = RunId.random();
    /** The snapshots to which a volume was reverted. */
    final List<String> reverted = new CopyOnWriteArrayList<>();
    /** Who drives the run. */
    volatile Thread driver;

    Ports ports;
    RunEngine engine;
    RunJournal journal;

    FaultWorld() throws IOException {
        this(false);
    }

    /** @param impatient whether calls are given up soon */
    FaultWorld(boolean impatient) throws IOException {
        this.impatient = impatient;
        openstack = OpenstackSimulator.start(clock, new VolumeContents() {
            @Override
            public void revert(String volumeId, String snapshotId) {
                reverted.add(snapshotId);
            }

            @Override
            public void restore(String originId, String volumeId) {
                restored.add(originId + " to " + volumeId);
            }
        });
        kubernetes = new KubernetesSimulator(new Volumes(), clock);
        openstack.transition(Duration.ofMillis(10));
        kubernetes.node().startDelay(Duration.ofMillis(10));
        kubernetes.node().detachDelay(Duration.ofMillis(150));
        kubernetes.node().runtime(restic::start);
        kubernetes.createNamespace(NAMESPACE);
        kubernetes.createNamespace("shop");
        source = openstack.addVolume("pvc-of-db", 2);
        openstack.attach(source);
        kubernetes.createSource("shop", "db", source, 2 * GIB);
        cluster = (impatient ? IMPATIENT_CLUSTERS : PATIENT_CLUSTERS)
                .open(new ClusterConnection(
                        kubernetes.url(), null, new ClusterConnection.Credential.Token(TOKEN), null));
        makeOldSnapshot();
        clock.advance(Duration.ofDays(10));
        wire = new Wire(this);
    }

    /** The run is a restore in place, and scales down what uses the volume. */
    void restoresInPlace() {
        restores = true;
        plan.inPlace = true;
        plan.scaleDown = List.of(new Workload(ResourceKind.STATEFUL_SET, "shop", "db"));
        kubernetes.createWorkload("statefulsets", "shop", "db", REPLICAS, "db");
        clock.settle();
    }

    /** One that an earlier run has kept and that is too old by now. */
    private void makeOldSnapshot() {
        BlockStorage storage = storage(PATIENT);
        Ownership tags =
                new Ownership(new Origin("jenkins", "nightly", "1"), earlier, source, clock.now(), clock.now());
        clock.advance(Duration.ofSeconds(3));
        String old = storage.createSnapshot(new BlockStorage.NewSnapshot(source, "old", "", true, tags))
                .id();
        storage.keepSnapshot(old, new KeepMark("backup", true));
    }

    OpenstackBlockStorage storage(Duration callTimeout) {
        ConnectionSettings connection = ConnectionSettings.DEFAULT.withCallTimeout(callTimeout);
        CloudSettings given = openstack.cloud();
        CloudSettings cloud =
                new CloudSettings(given.authUrl(), given.auth(), given.region(), given.endpointInterface(), connection);
        return new OpenstackClouds(clock, Duration.ofSeconds(1)).blockStorage(cloud);
    }

    private RepositoryEnvironment repository() {
        return RepositoryEnvironment.of(RepositoryUrl.parse(FaultPlan.REPOSITORY), RESTIC_PASSWORD);
    }

    /** Begins the run, or goes on with it in a controller that has nothing but the stored journal. */
    FaultWorld begin() {
        OpenstackBlockStorage storage = storage(impatient ? Trouble.SHORT : PATIENT);
        ports = new Ports(
                storage,
                storage.volumeBackups(),
                new Fabric8Cluster(cluster, clock, this::repository),
                journals,
                new FaultCatalog(listings, statuses),
                new RunSemaphores(),
                new RunSemaphores().turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                events::add,
                clock,
                UnaryOperator.identity());
        journal = journals.only().orElseGet(this::newRun);
        engine = new RunEngine(Operations.of(journal), ports);
        return this;
    }

    private RunJournal newRun() {
        Origin origin = new Origin("jenkins", "nightly", "2");
        if (begins != null) {
            return begins.apply(origin);
        }
        if (lists) {
            return ListOperation.OPERATION.begin(RunId.random(), origin, plan.list(), Map.of(), clock.now());
        }
        if (gates) {
            return GateOperation.OPERATION.begin(RunId.random(), origin, plan.gate(), Map.of(), clock.now());
        }
        if (cinder) {
            return VolumeBackupOperation.OPERATION.begin(
                    RunId.random(), origin, plan.cinder(cinderOfClaim ? null : source), Map.of(), clock.now());
        }
        if (restores) {
            return RestoreOperation.OPERATION.begin(RunId.random(), origin, plan.restore(), Map.of(), clock.now());
        }
        if (drills) {
            return VerifyOperation.OPERATION.begin(RunId.random(), origin, plan.drill(), Map.of(), clock.now());
        }
        return checks
                ? VerifyOperation.OPERATION.begin(RunId.random(), origin, plan.check(), Map.of(), clock.now())
                : BackupOperation.OPERATION.begin(RunId.random(), origin, plan.build(), Map.of(), clock.now());
    }

    /** Goes on to the end, and answers the report. */
    RunReport run() {
        return drive(j -> false).orElseThrow();
    }

    /** Goes on until the journal is as wanted; answers the report if the run ends before. */
    Optional<RunReport> drive(Predicate<RunJournal> enough) {
        if (journal == null) {
            begin();
        }
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            if (enough.test(journal)) {
                return Optional.empty();
            }
            driver = Thread.currentThread();
            Outcome outcome = engine.advance(journal);
            clock.settle();
            if (outcome instanceof Outcome.Done done) {
                engine.conclude(journal);
                return Optional.of(done.report());
            }
            clock.advance(((Outcome.Again) outcome).after());
        }
        throw new AssertionError("Still in " + journal.phase() + " after " + MOST_LOOKS + " looks");
    }

    PhaseId phase() {
        return journal == null ? Checks.ID : journal.phase();
    }

    /** Has the background remove what is left, as soon as nothing goes wrong any more. */
    void removeTheRest() throws IOException {
        wire.heal();
        for (int looks = 0; looks < MOST_REMOVALS && !journals.runs().isEmpty(); looks++) {
            PhaseStatus step = PhaseStatus.WAITING;
            try {
                step = new RunRemover(journal, ports).advance();
            } catch (TransientException e) {
                // A server that has asked to be left alone is left alone for a while
            }
            clock.settle();
            if (step != PhaseStatus.ACTED) {
                clock.advance(BETWEEN_REMOVALS);
            }
        }
    }

    /** What is there and should not be: all but the source and kept snapshots. */
    List<String> left() {
        clock.advance(Duration.ofSeconds(40));
        List<String> left = new ArrayList<>();
        openstack.volumes().stream()
                .filter(volume -> !List.of(source, String.valueOf(target)).contains(volume.id())
                        && !volume.metadata().containsValue("true"))
                .forEach(volume -> left.add("volume " + volume.name()));
        openstack.snapshots().stream()
                .filter(snapshot -> !snapshot.metadata().containsValue("true"))
                .forEach(snapshot -> left.add("snapshot " + snapshot.name()));
        openstack.backups().stream()
                .filter(backup -> !backup.metadata().containsValue("true"))
                .forEach(backup -> left.add("backup " + backup.name()));
        for (String kind :
                List.of("persistentvolumeclaims", "persistentvolumes", "secrets", "networkpolicies", "jobs", "pods")) {
            kubernetes.list(kind).stream()
                    .filter(object -> !object.at("/metadata/labels/app.kubernetes.io~1managed-by")
                            .isMissingNode())
                    .filter(object -> !isKept(object))
                    .forEach(object ->
                            left.add(kind + " " + object.at("/metadata/name").asText()));
        }
        kubernetes.list("statefulsets").stream()
                .filter(workload -> workload.at("/spec/replicas").asInt() != REPLICAS)
                .forEach(workload -> left.add("the StatefulSet is not as it was"));
        return left;
    }

    static boolean isKept(JsonNode object) {
        return object.at(KEPT).asText().equals("true");
    }

    /** All that was made more than once. */
    List<String> madeTwice() {
        List<String> all = new ArrayList<>(openstack.made());
        all.addAll(kubernetes.made().stream()
                .filter(name -> !name.startsWith("events") && !name.startsWith("pods"))
                .toList());
        List<String> twice = new ArrayList<>(all);
        new java.util.HashSet<>(all).forEach(twice::remove);
        return twice;
    }

    /** What the console says of calls that are made again. */
    List<String> retries() {
        List<String> lines = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.Retrying retrying) {
                lines.add(retrying.text());
            } else if (event instanceof RunEvent.Note note && note.text().startsWith("Trying again")) {
                lines.add(note.text());
            }
        }
        return lines;
    }

    @Override
    public void close() {
        cluster.close();
        kubernetes.close();
        openstack.close();
    }

    /** The CSI driver's and the attacher's part. */
    private final class Volumes implements VolumeFolders {
        @Override
        public Optional<Path> folderOf(String volumeId) {
            return openstack.volumes().stream()
                    .filter(volume -> volume.id().equals(volumeId))
                    .findFirst()
                    .map(found -> Path.of("/nowhere"));
        }

        @Override
        public String format(String volumeId, String wanted) {
            return format == null ? wanted : format;
        }

        @Override
        public void attached(String volumeId) {
            openstack.attach(volumeId);
        }

        @Override
        public void detached(String volumeId) {
            openstack.detach(volumeId);
        }
    }
}
