package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.ExpiredSnapshot;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
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

    public BackupPlan plan() {
        return journal.plan();
    }

    public RunJournal journal() {
        return journal;
    }

    public BlockStorage storage() {
        return ports.storage();
    }

    public Cluster cluster() {
        return ports.cluster();
    }

    public RepositoryQueue queue() {
        return ports.queue();
    }

    public CreationTurn creations() {
        return ports.creations();
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
    public PhaseStatus create(ResourceKind kind, @CheckForNull String namespace, String name, Supplier<String> create) {
        Optional<TrackedResource> known =
                journal.resource(kind, name).filter(resource -> resource.state() == State.INTENDED);
        known.ifPresent(intent -> journal.put(intent.ofCallWithoutAnswer()));
        return known.isPresent()
                ? createNow(TrackedResource.intended(kind, namespace, name, now()), create)
                : create(kind, namespace, name, Optional::empty, create);
    }

    private PhaseStatus createNow(TrackedResource intent, Supplier<String> create) {
        try {
            put(intent);
        } catch (PermanentException e) {
            // What cannot be written down is not called for, so nothing of it is looked for
            journal.put(intent.in(State.GONE, now()));
            throw e;
        }
        String id;
        try {
            id = create.get();
        } catch (PermanentException e) {
            // There is nothing of this call to look for; what an earlier one may have made has an entry of its own.
            put(intent.in(State.GONE, now()));
            throw e;
        } catch (TransientException e) {
            // It may have waited long for its answer: what is unclear now is so from now on.
            put(
                    e.mayTakeEffect()
                            ? TrackedResource.intended(intent.kind(), intent.namespace(), intent.name(), now())
                            : intent.in(State.GONE, now()));
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

    /** The first failure of the run, in that phase; answers it as the run keeps it. */
    Failure failed(PhaseName phase, List<Finding> findings) {
        Failure failure = new Failure(
                phase,
                findings.stream().map(finding -> finding.map(ports.masking())).toList(),
                now());
        journal.fail(failure);
        return failure;
    }

    /** Writes down that an expired snapshot was asked to go. */
    public void asked(ExpiredSnapshot snapshot) {
        journal.put(snapshot);
        save();
    }

    /** Writes down that it is known what has become of an expired snapshot. */
    public void settled(ExpiredSnapshot snapshot) {
        asked(new ExpiredSnapshot(snapshot.id(), snapshot.name(), false));
    }

    private void put(TrackedResource resource) {
        journal.put(resource);
        save();
    }

    /** Writes down what the checks found. */
    public void found(Volume volume, @CheckForNull SourceClaim claim) {
        journal.found(volume, claim);
        save();
    }

    /** Writes down a restic invocation that is about to be started. */
    public void begin(Invocation invocation) {
        journal.begin(invocation);
        save();
    }

    /** Writes down that restic is at work. */
    public void running(Invocation invocation) {
        journal.running(invocation, now());
        save();
    }

    /** Writes down how restic ended, together with what it made. */
    public void over(Invocation invocation, ResticVerdict verdict, @CheckForNull BackupSummary summary) {
        if (summary != null) {
            journal.backedUp(summary);
        }
        journal.over(invocation, verdict);
        save();
    }

    /** Writes down that the backup is one of nothing. */
    public void madeNothing(String snapshotId) {
        journal.madeNothing(snapshotId);
        save();
    }

    /** Writes down that the backup's snapshot has got another id. */
    public void foundAs(String snapshotId) {
        journal.backedUp(journal.summary().orElseThrow().of(snapshotId));
        save();
    }

    /** Writes down whether snapshots that are not sound are left in the repository. */
    public void unsoundLeft(boolean left) {
        journal.unsoundLeft(left);
        save();
    }

    /** The run has failed, though not by a call that its phase has made. */
    public void fail(PhaseName phase, PermanentException why) {
        Failure failure = new Failure(phase, why.findings(), now());
        journal.fail(failure);
        tell(new RunEvent.Failed(failure));
        save();
    }

    /** The turn has come to create. So far nothing exists that could be left behind, so the run's life is counted from now. */
    public void turnHasCome() {
        journal.liveFrom(now());
    }

    /** The run waits for something that the phase's limit is not for: that begins anew. */
    void limitAnew(Phase phase) {
        journal.setDeadline(phase.name().label(), capped(now().plus(phase.limit(plan()))));
    }

    /** Enters a phase, and sets its limit. Nothing is done by that: it is written down with the first thing that is. */
    void enter(Phase phase) {
        journal.enter(phase.name(), now());
        limit(phase.name().label(), now(), phase.limit(plan()));
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

    /** Whether an hour-glass of that name has run out; if so it is turned. It is not written down: after a restart it has. */
    public boolean isDue(String name, Duration interval) {
        return journal.turn(name, now(), interval);
    }

    /** The key under which runs on the same repository queue up. */
    public String repositoryKey() {
        return plan().repositoryKey();
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

    /** Warns the user that the retention has failed, which is not begun again. */
    public void retentionFailed(String text) {
        journal.retentionHasFailed();
        warn(text);
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
