package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Has Cinder revert the volume to its newest snapshot, and waits until both are {@code available} again. The request is written down before it is made. Where its answer
 * is lost, the snapshot tells whether Cinder has done it: it changes when it is reverted to. Only what has certainly not been done is asked for again.
 */
record Reverting(RestorePlan plan) implements Phase {
    /** How far the request has come, once it is written down. */
    static final Fact<Request> FACT = new Fact<>("revert", Request.class);

    /** How long a request without an answer is looked for before it is made again. */
    private static final Duration LOOKED_FOR = Duration.ofSeconds(30);

    /** How long one database behind Cinder's API may not know yet what another has accepted. */
    private static final Duration LAG = Duration.ofSeconds(5);

    /**
     * A request to Cinder.
     *
     * @param since when it came into this state
     * @param snapshotBefore when the snapshot had last changed before the request, or null if Cinder does not say
     */
    record Request(State state, Instant since, @CheckForNull Instant snapshotBefore) {
        /** How far a request has come. */
        enum State {
            /** It is about to be made, or was made and not answered. */
            ASKED,
            /** Cinder is at it. */
            ACCEPTED,
            /** It was certainly not carried out. */
            REFUSED,
            /** The volume is what the snapshot has. */
            DONE
        }

        private Request in(State newState, Instant now) {
            return new Request(newState, now, snapshotBefore);
        }
    }

    @Override
    public PhaseId id() {
        return RestoreOperation.REVERTING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Optional<Request> request = run.fact(FACT).filter(known -> known.state() != Request.State.REFUSED);
        try {
            return request.isEmpty() ? ask(run) : await(run, request.get());
        } catch (PermanentException e) {
            throw isOpen(run.journal())
                    ? WayBack.after(
                            e,
                            Finding.of(
                                    open(plan, run.journal()),
                                    "look at the volume's state, then restore again or make a PVC over that copy"))
                    : e;
        }
    }

    private PhaseStatus ask(RunContext run) {
        SourceClaim claim = run.fact(InPlace.CLAIM).orElseThrow();
        Revertible seen = Revertible.look(plan, run, claim);
        Findings findings = new Findings();
        findings.addAll(InPlace.inUse(plan, run, claim));
        findings.addAll(seen.obstacles(snapshotId(run)));
        findings.throwIfAny();
        Request intent = new Request(
                Request.State.ASKED, run.now(), seen.latest().orElseThrow().changedAt());
        // What an earlier request without an answer may still do, the refusal of this one does not end
        Request refused = run.fact(FACT)
                .filter(earlier -> earlier.state() == Request.State.ASKED)
                .orElse(intent.in(Request.State.REFUSED, run.now()));
        try {
            run.found(FACT, intent);
        } catch (PermanentException e) {
            // What cannot be written down is not asked for
            run.journal().facts().put(FACT, refused);
            throw e;
        }
        try {
            run.storage().revert(claim.volumeId(), snapshotId(run));
        } catch (PermanentException e) {
            run.found(FACT, refused);
            throw e;
        } catch (TransientException e) {
            run.found(FACT, e.mayTakeEffect() ? intent.in(Request.State.ASKED, run.now()) : refused);
            throw e;
        }
        run.found(FACT, intent.in(Request.State.ACCEPTED, run.now()));
        return PhaseStatus.ACTED;
    }

    private PhaseStatus await(RunContext run, Request request) {
        Volume volume = InPlace.volume(plan, run, run.fact(InPlace.CLAIM).orElseThrow());
        if (StorageState.isFailed(volume.status())) {
            throw PermanentException.of(
                    "Cinder could not revert volume " + volume.id() + " to snapshot " + snapshotId(run)
                            + ": it is in state '" + volume.status() + "'."
                            + StorageState.complaint(run, volume.id()),
                    "ask the cloud's administrator for the volume service's log");
        }
        if (request.state() == Request.State.DONE) {
            return PhaseStatus.DONE;
        }
        if (!volume.status().equals(StorageState.AVAILABLE)) {
            return PhaseStatus.WAITING;
        }
        if (isDone(run, request)) {
            run.note("Cinder has reverted volume " + volume.id() + " to snapshot " + snapshotId(run));
            run.found(FACT, request.in(Request.State.DONE, run.now()));
            return PhaseStatus.DONE;
        }
        boolean mayAskAgain = request.state() == Request.State.ASKED && hasPassed(run, request, LOOKED_FOR);
        return mayAskAgain ? ask(run) : PhaseStatus.WAITING;
    }

    private static boolean isDone(RunContext run, Request request) {
        Optional<Snapshot> rested = run.storage()
                .snapshot(snapshotId(run))
                .filter(snapshot -> snapshot.status().equals(StorageState.AVAILABLE));
        boolean changed = rested.filter(snapshot -> !Objects.equals(snapshot.changedAt(), request.snapshotBefore()))
                .isPresent();
        return changed
                || rested.isPresent() && request.state() == Request.State.ACCEPTED && hasPassed(run, request, LAG);
    }

    private static boolean hasPassed(RunContext run, Request request, Duration time) {
        return !run.now().isBefore(request.since().plus(time));
    }

    private static String snapshotId(RunContext run) {
        return Objects.requireNonNull(RestorePoint.of(run).cinderSnapshotId(), "found with the backup");
    }

    /** Whether nobody knows what is on the volume: Cinder was asked to revert it, and has not said that it is done. */
    static boolean isOpen(RunJournal journal) {
        return journal.facts()
                .get(FACT)
                .filter(request -> request.state() == Request.State.ASKED || request.state() == Request.State.ACCEPTED)
                .isPresent();
    }

    /** Whether Cinder has done it. */
    static boolean isDone(RunJournal journal) {
        return journal.facts()
                .get(FACT)
                .filter(request -> request.state() == Request.State.DONE)
                .isPresent();
    }

    /** What a user has to know of a volume that may be on its way. */
    static String open(RestorePlan plan, RunJournal journal) {
        return plan.describeSubject()
                + " may be neither what it was nor what the backup has: do not use it before Cinder volume "
                + journal.sourceVolume() + " is 'available' again. " + WayBack.sentence(plan, journal);
    }

    @Override
    public Duration limit() {
        return plan.patience().limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "Cinder has not reverted the volume within " + limit().toSeconds() + " s. "
                        + (isOpen(run.journal()) ? open(plan, run.journal()) : "It was not carried out."),
                "increase `" + plan.patience().setting() + "` where the back end copies the data",
                "ask the cloud's administrator to look after the volume where it stays 'reverting'");
    }
}
