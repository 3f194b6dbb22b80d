package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run as a phase sees it: its plan, its journal, the ports, and the few ways in which a phase may change the journal. Each of
 * those writes it down before it returns, or as {@link #together} says.
 */
public final class RunContext {
    /** How long a look-up may not know yet of what was just created. */
    private static final Duration LAG = Duration.ofSeconds(5);

    /**
     * How long a creating call without an answer is looked for before it is made again, which costs the run that much whenever a connection breaks. One that is carried
     * out even later is looked for when the run removes what it has created.
     */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(30);

    private static final String REMOVAL = "Removal";

    private final RunJournal journal;
    private final Ports ports;
    /** Whether what changes is written down later, at once; see {@link #together}. */
    private boolean held;
    /** Whether something has changed meanwhile. */
    private boolean changed;

    /** A run over its journal. Two at once of one journal would undo each other's work. */
    public RunContext(RunJournal journal, Ports ports) {
        this.journal = journal;
        this.ports = ports;
    }

    public Plan plan() {
        return journal.plan();
    }

    public RunJournal journal() {
        return journal;
    }

    public BlockStorage storage() {
        return ports.storage();
    }

    public VolumeBackups backups() {
        return ports.backups();
    }

    public Cluster cluster() {
        return ports.cluster();
    }

    public BackupCatalog catalog() {
        return ports.catalog();
    }

    public RunSemaphores queue() {
        return ports.queue();
    }

    public CreationTurn creations() {
        return ports.creations();
    }

    public RunAccess access() {
        return ports.access();
    }

    public Instant now() {
        return ports.ticker().now();
    }

    /**
     * Creates one object, write-ahead: the intent is on disk before the call, the id after it. A call whose answer was lost, in a crash or
     * on the way, is repaired by looking for the object first.
     *
     * @param find the id of the object if it exists already, by its name or our tags
     * @param create creates it and answers its id
     */
    public PhaseStatus create(
            ResourceKind kind,
            @CheckForNull String namespace,
            String name,
            Supplier<Optional<String>> find,
            Supplier<String> create) {
        Optional<TrackedResource> known = journal.resource(kind, name);
        if (known.isEmpty() || known.get().state() == State.GONE) {
            // Gone here means: refused, and the process ended before that could end the run. The server says it again.
            return createNow(TrackedResource.intended(kind, namespace, name, now()), create);
        }
        TrackedResource resource = known.get();
        if (resource.state() != State.INTENDED) {
            return PhaseStatus.DONE;
        }
        Optional<String> found = find.get();
        if (found.isPresent()) {
            put(resource.created(found.get(), now()));
            return PhaseStatus.ACTED;
        }
        if (now().isBefore(resource.since().plus(LOOKED_FOR))) {
            return PhaseStatus.WAITING;
        }
        journal.put(resource.ofCallWithoutAnswer());
        return createNow(TrackedResource.intended(kind, namespace, name, now()), create);
    }

    /**
     * Creates one object whose name is its identity, write-ahead as above. A call without an answer is made again at once: the name keeps it from making
     * two. But it may be carried out after the object was removed, and make it anew: that is looked for when the run removes what it has created.
     *
     * @param create creates it, or finds the one that this run has made, and answers its id
     */
    private PhaseStatus create(
            ResourceKind kind, @CheckForNull String namespace, String name, Supplier<String> create) {
        Optional<TrackedResource> known =
                journal.resource(kind, name).filter(resource -> resource.state() == State.INTENDED);
        known.ifPresent(intent -> journal.put(intent.ofCallWithoutAnswer()));
        return known.isPresent()
                ? createNow(TrackedResource.intended(kind, namespace, name, now()), create)
                : create(kind, namespace, name, Optional::empty, create);
    }

    /** The same for an object in Kubernetes. */
    public PhaseStatus create(ClusterObject object) {
        return create(
                object.kind(),
                object.namespace(),
                object.name(),
                () -> cluster().create(object));
    }

    /**
     * Scales a workload to 0, write-ahead: what it was is on disk before the call, and the clean-up scales it back. A call that was certainly not carried out leaves
     * nothing to scale back, unless an earlier one was not answered.
     *
     * @param before as it is now
     */
    public PhaseStatus scaleDown(Workload workload, WorkloadScale before) {
        TrackedResource obligation = TrackedResource.scaledDown(workload, before, now());
        TrackedResource refused =
                journal.resource(workload.kind(), workload.name()).orElse(obligation.in(State.GONE, now()));
        return createNow(obligation, refused, () -> {
            cluster().scale(workload, before, 0);
            return before.uid();
        });
    }

    private PhaseStatus createNow(TrackedResource intent, Supplier<String> create) {
        return createNow(intent, intent.in(State.GONE, now()), create);
    }

    /** @param refused what is written down where the call was certainly not carried out */
    private PhaseStatus createNow(TrackedResource intent, TrackedResource refused, Supplier<String> create) {
        try {
            put(intent);
        } catch (PermanentException e) {
            // What cannot be written down is not called for, so nothing of it is looked for
            journal.put(refused);
            throw e;
        }
        String id;
        try {
            id = create.get();
        } catch (PermanentException e) {
            // There is nothing of this call to look for; what an earlier one may have made has an entry of its own.
            put(refused);
            throw e;
        } catch (TransientException e) {
            // It may have waited long for its answer: what is unclear now is so from now on.
            put(e.mayTakeEffect() ? intent.askedAgain(now()) : refused);
            throw e;
        }
        put(intent.created(id, now()));
        return PhaseStatus.ACTED;
    }

    /** Whether a look-up that does not find what was just created may be too early: the databases behind a cloud's API may lag behind each other. */
    public boolean mayStillAppear(TrackedResource resource) {
        return now().isBefore(resource.since().plus(LAG));
    }

    /** Tracks an object that exists already and is this run's to remove. */
    public void adopt(ResourceKind kind, String name, String id) {
        put(TrackedResource.intended(kind, null, name, now()).created(id, now()));
    }

    /** Writes down how far a resource has come. */
    public void move(TrackedResource resource, State state) {
        put(resource.in(state, now()));
    }

    /** Writes down, at once for all of them, that they stay whatever becomes of the run. */
    public void keep(List<TrackedResource> all) {
        all.forEach(resource -> journal.put(resource.in(State.KEEPING, now())));
        save();
    }

    /** Writes down that a resource is gone, unless a creating call that was not answered may still bring it. */
    public void gone(TrackedResource resource) {
        put(resource.mayAppear(now()) ? resource.awaitedAgain(now()) : resource.in(State.GONE, now()));
    }

    /** Writes down why a resource could not be removed, if that is news. */
    public void removalFailed(TrackedResource resource, State state, String why) {
        String masked = masked(why);
        if (!masked.equals(resource.lastError()) || state != resource.state()) {
            put(resource.removalFailed(masked, state, now()));
        }
    }

    /** The text without any secret, as the run keeps it. */
    public String masked(String text) {
        return ports.masking().apply(text);
    }

    private void put(TrackedResource resource) {
        journal.put(resource);
        save();
    }

    /** What the run has found out. */
    public <T> Optional<T> fact(Fact<T> fact) {
        return journal.facts().get(fact);
    }

    /** Writes down what was found out. */
    public <T> void found(Fact<T> fact, T value) {
        journal.facts().put(fact, value);
        save();
    }

    /** The Cinder volume that the run is about, from now on named on all that it creates. Written down with what is next. */
    public void concerns(String volumeId) {
        journal.concerns(volumeId);
    }

    /** The run has failed in that phase. Written down with what is next. */
    public void fail(PhaseId phase, PermanentException why) {
        List<Finding> findings = why.findings().stream()
                .map(finding -> finding.map(ports.masking()))
                .toList();
        Failure failure = new Failure(phase, findings, now());
        journal.fail(failure);
        tell(new RunEvent.Failed(failure));
    }

    /** The turn has come to create. So far nothing exists that could be left behind, so the run's life is counted from now. */
    public void turnHasCome() {
        journal.liveFrom(now());
    }

    /** The run waits for something that the phase's limit is not for: that begins anew. */
    void limitAnew(Phase phase) {
        journal.setDeadline(phase.id().label(), capped(now().plus(phase.limit())));
    }

    /** Enters a phase, and sets its limit. Nothing is done by that: it is written down with the first thing that is. */
    void enter(Phase phase) {
        journal.enter(phase.id(), now());
        limit(phase.id().label(), now(), phase.limit());
    }

    /**
     * The end of a limit: so long after it was first asked for, restart or not. It is early enough before the run's hard end for all to
     * be removed.
     */
    public Instant deadline(String limit, Duration length) {
        if (limit(limit, now(), length)) {
            save();
        }
        return journal.deadline(limit).orElseThrow();
    }

    /** The same for a limit that counts from an instant that is written down already: after a restart it is what it was. */
    public Instant deadline(String limit, Instant from, Duration length) {
        limit(limit, from, length);
        return journal.deadline(limit).orElseThrow();
    }

    private boolean limit(String limit, Instant from, Duration length) {
        if (journal.deadline(limit).isPresent()) {
            return false;
        }
        journal.setDeadline(limit, capped(from.plus(length)));
        return true;
    }

    private Instant capped(Instant end) {
        Instant last = journal.mayLiveUntil().minus(plan().cleanupTimeout());
        return end.isAfter(last) ? last : end;
    }

    /** The end of the removal: its limit after it was first asked for, and no later than the run's hard end. */
    public Instant removalDeadline() {
        if (journal.deadline(REMOVAL).isEmpty()) {
            Instant end = now().plus(plan().cleanupTimeout());
            journal.setDeadline(REMOVAL, end.isAfter(journal.mayLiveUntil()) ? journal.mayLiveUntil() : end);
            save();
        }
        return journal.deadline(REMOVAL).orElseThrow();
    }

    /** Whether that was not done within the interval; if so it counts as done now. It is not written down: after a restart nothing was. */
    public boolean isDue(String name, Duration interval) {
        return journal.throttle(name, now(), interval);
    }

    /** Tells the user something, once a run. */
    public void note(String text) {
        if (journal.note(masked(text))) {
            tell(new RunEvent.Note(text));
        }
    }

    /** Warns the user, once a run, of what may well be right: the build's result stays. */
    public void caution(String text) {
        if (journal.caution(masked(text))) {
            tell(new RunEvent.Warning(text));
        }
    }

    /** Tells the user that something is not as it should be, once a run; the build becomes unstable for it. */
    public void warn(String text) {
        if (journal.warn(masked(text))) {
            tell(new RunEvent.Warning(text));
            save();
        }
    }

    /** Tells the user what goes on at the moment. */
    public void tell(RunEvent event) {
        ports.events().accept(event.map(ports.masking()));
    }

    /**
     * Does something whose changes are written down once, at its end; where that is an exception, with whatever is written next. Not for what creates:
     * an intent is written down before the call.
     */
    public <T> T together(Supplier<T> part) {
        held = true;
        T result;
        try {
            result = part.get();
        } finally {
            held = false;
        }
        if (changed) {
            save();
        }
        return result;
    }

    void save() {
        changed = held;
        if (!held) {
            ports.journals().save(journal);
        }
    }
}
