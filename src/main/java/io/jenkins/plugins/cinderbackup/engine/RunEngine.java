package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives one run, one look at a time. {@link #advance} never sleeps and never waits for a remote state: it looks at the journal and at
 * the world, does at most one thing that may be done twice without harm, writes down what it did, and says when to call again. After a crash the
 * next {@code advance}, of another engine with the same journal, simply goes on.
 *
 * <p>A failure and an abort both lead to the clean-up, which is a phase like any other. Not safe for use by several threads.
 */
public final class RunEngine {
    /** The limit of the clean-up after an abort, counted from the abort. */
    public static final String ABORT = "Abort";

    /** restic gets 30 s to release its lock, and Pipeline's {@code timeout} kills a step 60 s after it asked it to end. */
    static final Duration ABORT_LIMIT = Duration.ofSeconds(40);

    private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final Logger LOGGER = Logger.getLogger(RunEngine.class.getName());

    private static final Backoff LOOKS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Operation<?> operation;
    private final Ports ports;
    private final RetryPolicy retries;
    /** When something was last done; after a restart the pauses begin anew, which costs a few early looks. */
    @CheckForNull
    private Instant lastAct;
    /** Whether cloud and cluster are known to be those in which the run began; after a restart its addresses may have been changed. */
    private boolean recognised;
    /** The failed calls in a row. */
    private int failedCalls;

    /** @param operation the one of the journals that it is to advance */
    public RunEngine(Operation<?> operation, Ports ports) {
        this(operation, ports, new RetryPolicy(new SplittableRandom()));
    }

    RunEngine(Operation<?> operation, Ports ports, RetryPolicy retries) {
        this.operation = operation;
        this.ports = ports;
        this.retries = retries;
    }

    /**
     * Looks once, and does at most one thing.
     *
     * @throws PermanentException only if the journal cannot be written: then nothing more must be created, and who drives the run says so
     */
    public Outcome advance(RunJournal journal) {
        if (journal.report().isPresent()) {
            return new Outcome.Done(journal.report().get());
        }
        Look look = new Look(new RunContext(journal, ports), operation.procedureOf(journal));
        if (!look.cleansUp()
                && (journal.abortedBecause().isPresent() || journal.failure().isPresent())) {
            return enter(look.run, look.procedure.cleanup());
        }
        Instant deadline = look.run.deadline(look.phase.id().label(), look.phase.limit());
        PhaseStatus status;
        try {
            status = advance(look);
        } catch (TransientException e) {
            return retry(look, deadline, e);
        } catch (PermanentException e) {
            return fail(look, e);
        }
        failedCalls = 0;
        return switch (status) {
            case ACTED -> acted();
            case DONE -> next(look);
            case QUEUED -> {
                look.run.limitAnew(look.phase);
                yield waiting(look.run);
            }
            case WAITING -> look.isPast(deadline) ? fail(look, look.timedOut(null)) : waiting(look.run);
        };
    }

    /** One look at a run: the phase that it is in. */
    private record Look(RunContext run, Procedure procedure, Phase phase) {
        Look(RunContext run, Procedure procedure) {
            this(run, procedure, procedure.phase(run.journal().phase()));
        }

        boolean cleansUp() {
            return phase == procedure.cleanup();
        }

        /** The clean-up ends itself: what is not removed in time is no failure, but named. */
        boolean isPast(Instant deadline) {
            return !cleansUp() && !run.now().isBefore(deadline);
        }

        PermanentException timedOut(@CheckForNull TransientException last) {
            List<Finding> findings = new ArrayList<>(List.of(phase.timedOut(run)));
            if (last != null) {
                findings.add(Finding.of("The last call failed: " + last.getMessage()));
            }
            return new PermanentException(findings, last);
        }
    }

    /**
     * A mistake of ours, or a class that another plugin should bring, is a failure like any other: the run is cleaned up. One in the clean-up itself
     * leaves the rest to the background. The operator's log has the stack trace.
     */
    private PhaseStatus advance(Look look) {
        try {
            ports.access().beforeLook(look.run);
            if (look.phase.needsTurn()) {
                // After a restart the queue has forgotten everybody; who creates already goes on
                look.run.creations().ahead(look.run.journal().run());
            }
            if (!look.cleansUp()) {
                recognise(look.run);
            }
            return look.phase.advance(look.run);
        } catch (BackupException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return unexpected(look, e);
        }
    }

    private static PhaseStatus unexpected(Look look, Throwable e) {
        RunId run = look.run.journal().run();
        LOGGER.log(Level.SEVERE, e, () -> "Unexpected in phase " + look.phase.id() + " of run " + run);
        String message = "An error in the plugin itself: " + e.getClass().getSimpleName() + " in " + look.phase.id();
        if (look.cleansUp()) {
            look.run.warn(message + ". The rest is removed in the background.");
            return PhaseStatus.DONE;
        }
        throw PermanentException.of(
                message, "the controller's log has the details of run " + run + "; please report them");
    }

    /** Ends the run as soon as it is cleaned up; what takes longer than {@link #ABORT_LIMIT} is left to the background. */
    public void abort(RunJournal journal, String reason) {
        if (journal.report().isEmpty() && journal.abortedBecause().isEmpty()) {
            journal.abort(ports.masking().apply(reason));
            journal.setDeadline(ABORT, ports.ticker().now().plus(ABORT_LIMIT));
            ports.journals().save(journal);
        }
    }

    /** Ends the run at once; all that it has created and not removed is left to the background. */
    public RunReport abandon(RunJournal journal, String reason) {
        abort(journal, reason);
        RunContext run = new RunContext(journal, ports);
        return journal.report().orElseGet(() -> finish(run));
    }

    /**
     * To be called once the report is kept elsewhere, such as with the build: forgets the journal, unless it names something about which
     * something is still to be done. Until then a crash loses no report.
     */
    public void conclude(RunJournal journal) {
        if (journal.report().isPresent() && journal.resources().stream().noneMatch(TrackedResource::isUnsettled)) {
            ports.journals().remove(journal.run());
        }
    }

    /** Gives up the run's places in this controller's queues, also where it cannot go on and its end cannot be written down. */
    public void release(RunJournal journal) {
        ports.queue().leave(journal.run());
        ports.creations().leave(journal.run());
    }

    /** The clean-up does so for each object, and goes on with what it can. */
    private void recognise(RunContext run) {
        if (!recognised) {
            SiteCheck.refuseAnotherCloud(run);
            SiteCheck.refuseAnotherCluster(run);
            recognised = true;
        }
    }

    private Outcome acted() {
        lastAct = ports.ticker().now();
        return new Outcome.Again(Duration.ZERO);
    }

    private Outcome waiting(RunContext run) {
        if (lastAct == null) {
            lastAct = run.now();
        }
        return again(run, nextLook(Duration.between(lastAct, run.now())));
    }

    /** A tenth of what was waited so far. */
    static Duration nextLook(Duration waited) {
        return LOOKS.share(waited, 10);
    }

    /** So much later, but no later than a limit that is to end something. */
    private static Outcome again(RunContext run, Duration after) {
        return new Outcome.Again(run.journal()
                .nextDeadline(run.now())
                .map(end -> Duration.between(run.now(), end))
                .filter(left -> left.compareTo(after) < 0)
                .orElse(after));
    }

    private Outcome next(Look look) {
        Optional<Phase> next = look.run.plan().dryRun() ? Optional.empty() : look.procedure.after(look.phase, look.run);
        return next.map(phase -> enter(look.run, phase)).orElseGet(() -> new Outcome.Done(finish(look.run)));
    }

    private Outcome enter(RunContext run, Phase phase) {
        if (!phase.needsTurn()) {
            run.creations().leave(run.journal().run());
        }
        run.enter(phase);
        run.tell(new RunEvent.PhaseEntered(phase.id()));
        failedCalls = 0;
        return acted();
    }

    private Outcome retry(Look look, Instant deadline, TransientException e) {
        if (e.isInterruption()) {
            // Whoever has interrupted it says why, and what is to be done now
            return new Outcome.Again(Duration.ZERO);
        }
        if (look.isPast(deadline)) {
            return fail(look, look.timedOut(e));
        }
        Duration after = retries.delay(++failedCalls, e);
        // One line for an error that passes; one that lasts is told of less and less often
        if (look.run.isDue("Retry line in " + look.phase.id(), TOLD_AGAIN_AFTER.multipliedBy(failedCalls))) {
            look.run.tell(new RunEvent.Retrying(e.getMessage(), after));
        }
        return again(look.run, after);
    }

    private Outcome fail(Look look, PermanentException e) {
        if (!look.phase.isEssential()) {
            e.findings().forEach(finding -> look.run.warn(look.phase.id() + ": " + finding.message()));
            return next(look);
        }
        look.run.fail(look.phase.id(), e);
        Outcome outcome = enter(look.run, look.procedure.cleanup());
        look.run.save();
        return outcome;
    }

    private RunReport finish(RunContext run) {
        RunJournal journal = run.journal();
        List<String> unfinished = operation.procedureOf(journal).duringCleanup().stream()
                .flatMap(companion -> companion.unfinished(run).stream())
                .toList();
        RunReport report = Reports.of(journal, operation.conclusion(), unfinished, run.now());
        release(journal);
        journal.enter(report.result().phase(), run.now());
        journal.finish(report);
        run.save();
        run.tell(new RunEvent.Finished(report));
        return report;
    }
}
