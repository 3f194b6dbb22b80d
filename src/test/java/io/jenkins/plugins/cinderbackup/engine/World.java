package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.gate.GateOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSampleOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchOperation;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A cloud, a cluster and a controller in memory, with one run in it. */
public final class World {
    static final String SOURCE = "5ce1f3d2-0000-4000-8000-000000000001";
    static final RetentionPolicy KEEP_SEVEN = new RetentionPolicy(7, 0, 0, 0, 0, 0, "", List.of(), true);
    private static final int MOST_LOOKS = 50_000;

    final ManualTicker ticker = new ManualTicker();
    final Calls calls = new Calls(ticker);
    final FakeBlockStorage storage = new FakeBlockStorage(calls, ticker);
    final FakeVolumeBackups backups = new FakeVolumeBackups(calls, ticker, storage);
    final FakeCluster workloads = new FakeCluster(calls, ticker);
    final InMemoryJournalStore store = new InMemoryJournalStore(calls);
    final PlanBuilder plan = new PlanBuilder();
    RunId run;
    RunSemaphores queue = new RunSemaphores();
    RunSemaphores creations = new RunSemaphores();
    int mostCreations = 10;
    UnaryOperator<String> masking = UnaryOperator.identity();
    /** Whether the run is a check of the repository, and no backup. */
    boolean checks;
    /** Whether the run chooses sources to be verified. */
    boolean samples;
    /** Whether the run lists the repository, and is no backup. */
    boolean lists;
    /** Whether the run is a gate. */
    boolean gates;
    /** Whether the run is a verification with a restore on trial. */
    boolean drills;
    /** What the run is where it has to do with Cinder's own backups, else null. */
    VolumeBackupPlanBuilder cinder;

    /** Not null: the run is a test of Cinder's backups. */
    ScsTestPlan scs;
    /** Whether the run is a restore. */
    boolean restores;

    RecordingEvents events = new RecordingEvents();
    RunJournal journal;
    RunEngine engine;
    /** The report as the build has it; it outlives the engine. */
    /** What the run has told of repositories. */
    final List<RepositoryListing> listings = new ArrayList<>();
    /** Whether the catalog cannot be written. */
    boolean refuseListings;

    /** What the catalog knows of sources. */
    final Map<String, SourceStatus> statuses = new HashMap<>();

    private final BackupCatalog catalog = new BackupCatalog() {
        @Override
        public void listed(RepositoryListing listing) {
            if (refuseListings) {
                throw PermanentException.of("no catalog");
            }
            listings.add(listing);
            Set<String> sources = new HashSet<>(listing.filter().sources());
            if (sources.isEmpty()) {
                sources.addAll(statuses.keySet());
            }
            sources.forEach(source -> statuses.put(source, known(source, listing.snapshots())));
        }

        @Override
        public SourceStatus status(String source, List<String> paths, RepositorySettings repository) {
            return statuses.getOrDefault(source, SourceStatus.NEVER);
        }

        @Override
        public Optional<Instant> lastTrial(String source, RepositorySettings repository) {
            return Optional.empty();
        }
    };

    /** As far as restic lists it; what verifications have shown is not in a repository. */
    private SourceStatus known(String source, List<ListedSnapshot> snapshots) {
        KnownBackup newest = snapshots.stream()
                .filter(snapshot -> snapshot.tags().contains("src:" + source))
                .max(Comparator.comparing(ListedSnapshot::time))
                .map(backup -> new KnownBackup(backup.id(), backup.time(), true, "sound", null, null, null))
                .orElse(null);
        SourceStatus before = statuses.getOrDefault(source, SourceStatus.NEVER);
        return new SourceStatus(newest, newest, before.lastProof(), List.of(), before.makers());
    }

    RunReport published;

    private Instant ended;

    World() {
        this(new RunId("00112233445566aa"));
    }

    World(RunId run) {
        this.run = run;
        storage.addSource(SOURCE, "available", 10);
        storage.attached = id -> workloads.isAttached(id)
                || id.equals(SOURCE)
                        && !workloads.scaled.pods("shop/db", List.of()).isEmpty();
        workloads.storageClasses.put(
                "fast",
                new StorageClassSettings(
                        "fast", "cinder.csi.openstack.org", "ssd", null, "ext4", "Delete", List.of("noatime")));
        workloads.source = () -> new SourceClaim(
                "shop",
                "db",
                "pv-db",
                SOURCE,
                "cinder.csi.openstack.org",
                "ext4",
                "fast",
                10L << 30,
                List.of("ReadWriteOnce"),
                "{\"required\":{}}",
                Set.of("nova"));
    }

    /** Somebody deletes the source's PVC and makes it anew, which gives it another volume. */
    void makeClaimAnew(String volumeId) {
        SourceClaim before = workloads.source.get();
        storage.addSource(volumeId, "available", 10);
        workloads.source = () -> new SourceClaim(
                before.namespace(),
                before.name(),
                "pv-" + volumeId,
                volumeId,
                before.driver(),
                before.fsType(),
                before.storageClass(),
                before.capacityBytes(),
                before.accessModes(),
                before.nodeAffinity(),
                before.zones());
    }

    /** Begins the run, once all is set. */
    World begin() {
        Origin origin = new Origin("jenkins", "shop/nightly", "7");
        Map<String, String> connections = Map.of("cloud", "production");
        journal = newRun(origin, connections);
        engine = engine();
        return this;
    }

    /** Another run of the same build begins, of the same; answers the journal of the one before. */
    RunJournal beginAnother() {
        RunJournal before = journal;
        run = new RunId("00112233445566bb");
        begin();
        return before;
    }

    private RunJournal newRun(Origin origin, Map<String, String> connections) {
        if (lists) {
            return ListOperation.OPERATION.begin(run, origin, plan.list(), connections, ticker.now());
        }
        if (gates) {
            return GateOperation.OPERATION.begin(run, origin, plan.gate(), connections, ticker.now());
        }
        if (scs != null) {
            return ScsTestOperation.OPERATION.begin(run, origin, scs, connections, ticker.now());
        }
        if (cinder != null) {
            if (cinder.server != null) {
                return VolumeSearchOperation.OPERATION.begin(run, origin, cinder.search(), connections, ticker.now());
            }
            if (cinder.restored != null) {
                return VolumeRestoreOperation.OPERATION.begin(run, origin, cinder.restore(), connections, ticker.now());
            }
            if (cinder.exported != null) {
                return VolumeBackupExportOperation.OPERATION.begin(
                        run, origin, cinder.export(), connections, ticker.now());
            }
            if (!cinder.imported.isEmpty()) {
                return VolumeBackupImportOperation.OPERATION.begin(
                        run, origin, cinder.imports(), connections, ticker.now());
            }
            if (cinder.state != null) {
                return VolumeBackupResetOperation.OPERATION.begin(
                        run, origin, cinder.reset(), connections, ticker.now());
            }
            return cinder.removed == null
                    ? VolumeBackupOperation.OPERATION.begin(run, origin, cinder.build(), connections, ticker.now())
                    : VolumeBackupDeletionOperation.OPERATION.begin(
                            run, origin, cinder.deletion(), connections, ticker.now());
        }
        if (restores) {
            return RestoreOperation.OPERATION.begin(run, origin, plan.restore.build(plan), connections, ticker.now());
        }
        if (samples) {
            return ProofSampleOperation.OPERATION.begin(run, origin, plan.sample(), connections, ticker.now());
        }
        if (drills) {
            return VerifyOperation.OPERATION.begin(run, origin, plan.drill(), connections, ticker.now());
        }
        return checks
                ? VerifyOperation.OPERATION.begin(run, origin, plan.check(), connections, ticker.now())
                : BackupOperation.OPERATION.begin(run, origin, plan.build(), connections, ticker.now());
    }

    private RunEngine engine() {
        return new RunEngine(Operations.of(journal), ports(), new RetryPolicy(new SplittableRandom(1)));
    }

    private Ports ports() {
        return new Ports(
                storage,
                backups,
                workloads,
                store,
                catalog,
                queue,
                creations.turns(() -> "cloud", () -> mostCreations, () -> {}),
                RunAccess.UNCHECKED,
                events,
                ticker,
                masking);
    }

    /** The controller starts again: nothing is left but the stored journal. */
    World restart() {
        queue = new RunSemaphores();
        creations = new RunSemaphores();
        begin();
        store.load(run).ifPresent(stored -> journal = stored);
        return this;
    }

    /** Removes what the run has left, as the background does. */
    RunRemover remover() {
        return new RunRemover(journal, ports());
    }

    /** Has the background look for what the run has left until nothing is awaited any more. */
    void removeInTheBackground() {
        for (int looks = 0; looks < 100 && !store.runs().isEmpty(); looks++) {
            if (remover().advance() != PhaseStatus.ACTED) {
                ticker.advance(Duration.ofSeconds(30));
            }
        }
    }

    RunReport runToEnd() {
        if (journal == null) {
            begin();
        }
        return publish(drive(j -> false));
    }

    /** The build has taken the report: its journal is not needed any more. */
    RunReport publish(RunReport report) {
        published = report;
        ended = ticker.now();
        engine.conclude(journal);
        return report;
    }

    /** Goes on until the journal is as wanted, and answers null; or to the end, and answers the report. */
    RunReport drive(Predicate<RunJournal> enough) {
        int atOnce = 0;
        for (int i = 0; i < MOST_LOOKS && !enough.test(journal); i++) {
            Outcome outcome = engine.advance(journal);
            if (outcome instanceof Outcome.Done done) {
                return done.report();
            }
            Duration after = ((Outcome.Again) outcome).after();
            atOnce = after.isZero() ? atOnce + 1 : 0;
            if (after.isNegative() || atOnce > 100) {
                throw new AssertionError("A hundred looks without a pause, in " + journal.phase());
            }
            ticker.advance(after);
        }
        assertThat(enough.test(journal))
                .describedAs("still in %s after %s looks", journal.phase(), MOST_LOOKS)
                .isTrue();
        return null;
    }

    /** The first resource of a kind that the run has made. */
    public static Optional<TrackedResource> first(RunJournal journal, ResourceKind kind) {
        return journal.resources().stream()
                .filter(resource -> resource.kind() == kind)
                .findFirst();
    }

    /** The phases of a backup in their order. */
    static Stream<PhaseId> phases() {
        return BackupOperation.OPERATION.procedure().apply(new PlanBuilder().build()).phases().stream()
                .map(Phase::id);
    }

    World driveTo(PhaseId phase) {
        if (journal == null) {
            begin();
        }
        assertThat(drive(j -> j.phase().equals(phase))).isNull();
        return this;
    }

    /** From the start until the build had its report, or until now. */
    Duration elapsed() {
        return Duration.between(ManualTicker.START, published == null ? ticker.now() : ended);
    }

    Duration since(Instant then) {
        return Duration.between(then, ticker.now());
    }

    List<String> warnings() {
        return events.of(RunEvent.Warning.class).stream()
                .map(RunEvent.Warning::text)
                .toList();
    }

    List<String> notes() {
        return events.of(RunEvent.Note.class).stream().map(RunEvent.Note::text).toList();
    }

    /** Nothing of the run exists any more; what is marked to stay does not count. */
    void assertNothingLeft() {
        // What is still being deleted ends by itself.
        ticker.advance(Duration.ofMinutes(1));
        calls.settle();
        assertThat(workloads.objects()).containsExactlyElementsOf(workloads.keptObjects());
        assertThat(workloads.scaled.changed()).isEmpty();
        assertThat(storage.temporaryVolumes()).containsExactlyElementsOf(storage.keptVolumes());
        assertThat(backups.all(false)).isEmpty();
        assertThat(storage.snapshots()).containsExactlyElementsOf(storage.keptSnapshots());
    }
}
