package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.ExpiredSnapshot;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run has done: enough to go on after a crash, and to remove all that it created. Ids, names and instants only; no secret.
 *
 * <p>Not safe for use by several threads: whoever drives the run owns it. Its fields are what is stored; {@code schema} grows when
 * their meaning changes.
 */
public final class RunJournal {
    /** The version of the stored form. */
    public static final int SCHEMA = 1;

    private int schema = SCHEMA;
    private RunId run;
    private Origin origin;
    private BackupPlan plan;
    private Map<String, String> connections;
    private Instant startedAt;
    private Instant mayLiveUntil;
    private PhaseName phase = PhaseName.PENDING;
    private Map<PhaseName, Instant> enteredAt = new EnumMap<>(PhaseName.class);
    private Map<String, Instant> deadlines = new LinkedHashMap<>();
    private String volumeId;
    private long sizeGiB;
    private String availabilityZone = "";
    private SourceClaim source;
    private Site cloudSite;
    private Site clusterSite;
    private List<TrackedResource> resources = new ArrayList<>();
    private List<ExpiredSnapshot> expired = new ArrayList<>();
    private List<Invocation> invocations = new ArrayList<>();
    private BackupSummary summary;
    private String emptySnapshot;
    private Boolean unsoundLeft;
    private Failure failure;
    private String abortedBecause;
    // As classes, since a reader that sees a Set may choose one that forgets the order.
    private LinkedHashSet<String> warnings = new LinkedHashSet<>();
    private LinkedHashSet<String> cautions = new LinkedHashSet<>();
    private LinkedHashSet<String> notes = new LinkedHashSet<>();
    private boolean retentionFailed;
    private RunReport report;
    /** When something may be said again. Not stored: no limit depends on it. */
    private final transient Map<String, Instant> hourglasses = new HashMap<>();

    /** For reading a stored one. */
    private RunJournal() {}

    /**
     * A run that has not begun.
     *
     * @param connections how the removal of what it creates finds cloud, cluster and credentials again: names and ids, meant for who
     *     wrote them
     */
    public RunJournal(RunId run, Origin origin, BackupPlan plan, Map<String, String> connections, Instant now) {
        this.run = run;
        this.origin = origin;
        this.plan = plan;
        this.connections = Map.copyOf(connections);
        this.startedAt = now;
        this.mayLiveUntil = now.plus(plan.mayLiveFor());
        this.enteredAt.put(phase, now);
    }

    public static RunJournal found(
            Ownership tags,
            Map<String, String> connections,
            Site cloud,
            Site cluster,
            List<TrackedResource> resources) {
        RunJournal journal = new RunJournal();
        journal.run = tags.run();
        journal.origin = tags.origin();
        journal.volumeId = tags.sourceVolume();
        journal.startedAt = tags.createdAt();
        journal.mayLiveUntil = tags.mayLiveUntil();
        journal.connections = Map.copyOf(connections);
        journal.cloudSite = cloud;
        journal.clusterSite = cluster;
        journal.resources.addAll(resources);
        return journal;
    }

    public int schema() {
        return schema;
    }

    public RunId run() {
        return run;
    }

    public Origin origin() {
        return origin;
    }

    public BackupPlan plan() {
        return plan;
    }

    /** See the constructor. */
    public Map<String, String> connections() {
        return connections;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The hard end of the run. */
    public Instant mayLiveUntil() {
        return mayLiveUntil;
    }

    public PhaseName phase() {
        return phase;
    }

    /** When the run came into its phase. */
    public Instant phaseSince() {
        return enteredAt.getOrDefault(phase, startedAt);
    }

    /** What is written on everything the run creates. */
    public Ownership tags() {
        return new Ownership(origin, run, volumeId, startedAt, mayLiveUntil);
    }

    /** The Cinder volume that is backed up, as Cinder has confirmed it. */
    public String volumeId() {
        return volumeId;
    }

    /** The volume's size when the run began, in GiB. */
    public long sizeGiB() {
        return sizeGiB;
    }

    /** Cinder's availability zone of the volume, or empty. */
    public String availabilityZone() {
        return availabilityZone;
    }

    /** The PVC that is backed up, or empty where a volume is backed up by its id alone. */
    public Optional<SourceClaim> source() {
        return Optional.ofNullable(source);
    }

    /** The cloud that the run began in, once it was reached. */
    public Optional<Site> cloudSite() {
        return Optional.ofNullable(cloudSite);
    }

    /** The cluster that the run began in, once it was reached. */
    public Optional<Site> clusterSite() {
        return Optional.ofNullable(clusterSite);
    }

    void beganAt(Site cloud, Site cluster) {
        cloudSite = cloud;
        clusterSite = cluster;
    }

    void found(Volume volume, @CheckForNull SourceClaim claim) {
        volumeId = volume.id();
        sizeGiB = volume.sizeGiB();
        availabilityZone = volume.availabilityZone();
        source = claim;
    }

    void liveFrom(Instant now) {
        mayLiveUntil = now.plus(plan.mayLiveFor());
    }

    void enter(PhaseName next, Instant now) {
        phase = next;
        enteredAt.put(next, now);
    }

    /** How long each phase took so far, in the order in which they were entered. */
    public Map<PhaseName, Duration> durations(Instant now) {
        Map<PhaseName, Duration> durations = new LinkedHashMap<>();
        PhaseName last = null;
        for (Map.Entry<PhaseName, Instant> entry : enteredAt.entrySet()) {
            if (last != null) {
                durations.put(last, Duration.between(enteredAt.get(last), entry.getValue()));
            }
            last = entry.getKey();
        }
        if (last != null && !last.isTerminal()) {
            durations.put(last, Duration.between(enteredAt.get(last), now));
        }
        return durations;
    }

    /** When a limit ends: counted from the first time that it was asked for, then fixed. */
    public Optional<Instant> deadline(String limit) {
        return Optional.ofNullable(deadlines.get(limit));
    }

    /** All limits that were asked for, and when they end. */
    Map<String, Instant> deadlines() {
        return Map.copyOf(deadlines);
    }

    /** The first limit that ends after that instant. */
    Optional<Instant> nextDeadline(Instant now) {
        return deadlines.values().stream().filter(end -> end.isAfter(now)).min(Comparator.naturalOrder());
    }

    void setDeadline(String limit, Instant end) {
        deadlines.put(limit, end);
    }

    /** @return whether an hour-glass of that name has run out; if so it is turned */
    boolean turn(String hourglass, Instant now, Duration interval) {
        Instant end = hourglasses.get(hourglass);
        if (end != null && now.isBefore(end)) {
            return false;
        }
        hourglasses.put(hourglass, now.plus(interval));
        return true;
    }

    /** All that the run has created or is about to, in the order in which it did. */
    public List<TrackedResource> resources() {
        return List.copyOf(resources);
    }

    /** The resource of that kind and name. */
    public Optional<TrackedResource> resource(ResourceKind kind, String name) {
        return resources.stream()
                .filter(r -> r.kind() == kind && r.name().equals(name))
                .findFirst();
    }

    /** The run's only resource of a kind; its first snapshot is its own. */
    public Optional<TrackedResource> resource(ResourceKind kind) {
        return resources.stream().filter(r -> r.kind() == kind).findFirst();
    }

    /** Adds a resource, or replaces it with its newer state. */
    void put(TrackedResource resource) {
        for (int i = 0; i < resources.size(); i++) {
            if (resources.get(i).isSameAs(resource)) {
                resources.set(i, resource);
                return;
            }
        }
        resources.add(resource);
    }

    /** The kept snapshots of earlier runs whose deletion the run has asked for. */
    public List<ExpiredSnapshot> expired() {
        return List.copyOf(expired);
    }

    /** The one of this id. */
    public Optional<ExpiredSnapshot> expired(String id) {
        return expired.stream().filter(snapshot -> snapshot.id().equals(id)).findFirst();
    }

    void put(ExpiredSnapshot snapshot) {
        expired.removeIf(known -> known.id().equals(snapshot.id()));
        expired.add(snapshot);
    }

    /** The restic invocations in the order in which they were begun. */
    public List<Invocation> invocations() {
        return List.copyOf(invocations);
    }

    void begin(Invocation invocation) {
        invocations.add(invocation);
    }

    void running(Invocation invocation, Instant now) {
        invocations.replaceAll(i -> i.job().equals(invocation.job()) ? i.running(now) : i);
    }

    void over(Invocation invocation, ResticVerdict verdict) {
        invocations.replaceAll(i -> i.job().equals(invocation.job()) ? i.over(verdict) : i);
    }

    /** restic's summary of the backup, once it is made. */
    public Optional<BackupSummary> summary() {
        return Optional.ofNullable(summary);
    }

    /** What the backup is worth, by restic's exit code, by the paths that it did not find, and by the guard. */
    public Soundness soundness() {
        return Soundness.of(this);
    }

    void backedUp(BackupSummary made) {
        summary = made;
    }

    /** The restic snapshot of nothing that a failed backup has made, which is to be removed from the repository. */
    public Optional<String> emptySnapshot() {
        return Optional.ofNullable(emptySnapshot);
    }

    void madeNothing(String snapshotId) {
        emptySnapshot = snapshotId;
    }

    /** Whether snapshots that are not sound are left in the repository; empty if the run has not found out. */
    public Optional<Boolean> unsoundLeft() {
        return Optional.ofNullable(unsoundLeft);
    }

    void unsoundLeft(boolean left) {
        unsoundLeft = left;
    }

    /** The first error. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Keeps the first error; later ones are warnings. */
    void fail(Failure error) {
        if (failure == null) {
            failure = error;
        } else {
            warnings.add(error.message());
        }
    }

    /** Why the run is aborted, if it is. */
    public Optional<String> abortedBecause() {
        return Optional.ofNullable(abortedBecause);
    }

    void abort(String reason) {
        abortedBecause = reason;
    }

    /** What is not as it should be. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** @return false if it was known already */
    public boolean warn(String text) {
        return warnings.add(text);
    }

    /** Whether the retention has failed, which is one of the warnings. */
    public boolean retentionFailed() {
        return retentionFailed;
    }

    void retentionHasFailed() {
        retentionFailed = true;
    }

    /** What may well be right, and should be looked at. */
    public List<String> cautions() {
        return List.copyOf(cautions);
    }

    /** @return false if it was known already */
    boolean caution(String text) {
        return cautions.add(text);
    }

    /** What is worth knowing. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    boolean note(String text) {
        return notes.add(text);
    }

    /** What the run came to, once it is over. */
    public Optional<RunReport> report() {
        return Optional.ofNullable(report);
    }

    void finish(RunReport result) {
        report = result;
    }
}
