package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    public static final int SCHEMA = 2;

    private int schema = SCHEMA;
    private RunId run;
    private Origin origin;
    private String operation;
    private Plan plan;
    private Map<String, Object> connections;
    private Instant startedAt;
    private Duration longest = Duration.ZERO;
    private Instant mayLiveUntil;
    private PhaseId phase;
    // As classes, since a reader that sees a Map or a Set may choose one that forgets the order
    private LinkedHashMap<PhaseId, Instant> enteredAt = new LinkedHashMap<>();
    private LinkedHashMap<String, Instant> deadlines = new LinkedHashMap<>();
    private String sourceVolume;
    private Site cloudSite;
    private Site clusterSite;
    private List<TrackedResource> resources = new ArrayList<>();
    private Facts facts = new Facts();
    private Failure failure;
    private String abortedBecause;
    private LinkedHashSet<String> warnings = new LinkedHashSet<>();
    private LinkedHashSet<String> cautions = new LinkedHashSet<>();
    private LinkedHashSet<String> notes = new LinkedHashSet<>();
    private RunReport report;
    /** When something may be said again. Not stored: no limit depends on it. */
    private final transient Map<String, Instant> throttled = new HashMap<>();

    /** For reading a stored one. */
    private RunJournal() {}

    /**
     * A run that has not begun; see {@link Operation#begin}.
     *
     * @param longest the longest that it may take
     * @param phase the one that it begins with
     */
    RunJournal(
            RunId run,
            Origin origin,
            String operation,
            Plan plan,
            Map<String, ?> connections,
            Instant now,
            Duration longest,
            PhaseId phase) {
        this.run = run;
        this.origin = origin;
        this.operation = operation;
        this.plan = plan;
        this.connections = Map.copyOf(connections);
        this.startedAt = now;
        this.longest = longest;
        this.mayLiveUntil = now.plus(longest);
        this.phase = phase;
        this.enteredAt.put(phase, now);
    }

    /**
     * The same run with what was found of it by its marks: these resources, the end that they name, and where they were.
     *
     * @param cloud by what the cloud is recognised, or null if nothing was found in one
     * @param cluster the same for the cluster
     */
    public RunJournal holding(
            Ownership found, @CheckForNull Site cloud, @CheckForNull Site cluster, List<TrackedResource> tracked) {
        sourceVolume = found.sourceVolume();
        mayLiveUntil = found.mayLiveUntil();
        cloudSite = cloud;
        clusterSite = cluster;
        resources.addAll(tracked);
        return this;
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

    /** The {@linkplain Operation#kind() kind} of the operation. */
    public String operation() {
        return operation;
    }

    /** What the run is to do. */
    public Plan plan() {
        return plan;
    }

    /** See {@link Operation#begin}. */
    public Map<String, Object> connections() {
        return connections;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The hard end of the run. */
    public Instant mayLiveUntil() {
        return mayLiveUntil;
    }

    public PhaseId phase() {
        return phase;
    }

    /** When the run came into its phase. */
    public Instant phaseSince() {
        return enteredAt.getOrDefault(phase, startedAt);
    }

    /** What is written on everything the run creates. */
    public Ownership ownership() {
        return new Ownership(origin, run, sourceVolume, startedAt, mayLiveUntil);
    }

    /** What the run has found out. */
    public Facts facts() {
        return facts;
    }

    /** The Cinder volume that the run is about, as Cinder has confirmed it. */
    public String sourceVolume() {
        return sourceVolume;
    }

    void concerns(String volumeId) {
        sourceVolume = volumeId;
    }

    /** The cloud that the run began in, once it was reached. */
    public Optional<Site> cloudSite() {
        return Optional.ofNullable(cloudSite);
    }

    /** The cluster that the run began in, once it was reached. */
    public Optional<Site> clusterSite() {
        return Optional.ofNullable(clusterSite);
    }

    void beganAtCloud(Site cloud) {
        cloudSite = cloud;
    }

    void beganAtCluster(Site cluster) {
        clusterSite = cluster;
    }

    void liveFrom(Instant now) {
        mayLiveUntil = now.plus(longest);
    }

    void enter(PhaseId next, Instant now) {
        phase = next;
        enteredAt.put(next, now);
    }

    /** How long each phase took so far, in the order in which they were entered. */
    public Map<PhaseId, Duration> durations(Instant now) {
        Map<PhaseId, Duration> durations = new LinkedHashMap<>();
        PhaseId last = null;
        for (Map.Entry<PhaseId, Instant> entry : enteredAt.entrySet()) {
            if (last != null) {
                durations.put(last, Duration.between(enteredAt.get(last), entry.getValue()));
            }
            last = entry.getKey();
        }
        if (last != null && report == null) {
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

    /** @return whether that was not done within the interval; if so it counts as done now */
    boolean throttle(String name, Instant now, Duration interval) {
        Instant end = throttled.get(name);
        if (end != null && now.isBefore(end)) {
            return false;
        }
        throttled.put(name, now.plus(interval));
        return true;
    }

    /** All that the run has created or is about to, in the order in which it did. */
    public List<TrackedResource> resources() {
        return List.copyOf(resources);
    }

    /** The resource of that kind and name; a run may have several of a kind, and each has a name that tells it from the others. */
    public Optional<TrackedResource> resource(ResourceKind kind, String name) {
        return resources.stream()
                .filter(r -> r.kind() == kind && r.name().equals(name))
                .findFirst();
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
