package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Drives one run, one look at a time. {@link #advance} never sleeps and never waits for a remote state: it looks at the journal and at
 * the world, does at most one thing that may be done twice without harm, writes down what it did, and says when to call again. After a crash the
 * next {@code advance}, of another engine with the same journal, simply goes on.
 *
 * <p>A failure and an abort both lead to the clean-up, which is a phase like any other. Not safe for use by several threads.
 */
public final class BackupEngine {
    /** The limit of the clean-up after an abort, counted from the abort. */
    public static final String ABORT = "Abort";

    /** restic gets 30 s to release its lock, and Pipeline's {@code timeout} kills a step 60 s after it asked it to end. */
    static final Duration ABORT_LIMIT = Duration.ofSeconds(40);

    private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(30);

    private final List<Phase> procedure;
    private final Ports ports;
    private final RetryPolicy retries;
    /** When something was last done; after a restart the ladder begins anew, which costs a few early looks. */
    @CheckForNull
    private Instant lastAct;
    /** Whether cloud and cluster are known to be those in which the run began; after a restart its addresses may have been changed. */
    private boolean recognised;
    /** The failed calls in a row. */
    private int failedCalls;

    /** @param procedure the phases in their order; the last one cleans up */
    public BackupEngine(List<Phase> procedure, Ports ports) {
        this(procedure, ports, new RetryPolicy(new SplittableRandom()));
    }

    BackupEngine(List<Phase> procedure, Ports ports, RetryPolicy retries) {
        this.procedure = List.copyOf(procedure);
        this.ports = ports;
        this.retries = retries;
    }

    /**
     * Looks once, and does at most one thing.
     *
     * @throws PermanentException only if the journal cannot be written: then nothing more must be created, and who drives the run says so
     */
    public Outcome advance(BackupJournal journal) {
        if (journal.report().isPresent()) {
            return new Outcome.Done(journal.report().get());
        }
        BackupRun run = new BackupRun(journal, ports);
        Phase phase = procedure.stream()
                .filter(p -> p.name() == journal.phase())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No phase " + journal.phase()));
        if (mustCleanUp(journal, phase)) {
            return enter(run, cleanup());
        }
        Instant deadline = run.deadline(phase.name().label(), phase.limit(run.plan()));
        Step step;
        try {
            if (phase.name().createsInCloud()) {
                // After a restart the queue has forgotten everybody; who creates already goes on
                run.creations().ahead(journal.run());
            }
            recognise(run, phase);
            step = phase.advance(run);
        } catch (TransientException e) {
            return retry(run, phase, deadline, e);
        } catch (PermanentException e) {
            return fail(run, phase, e);
        }
        failedCalls = 0;
        return switch (step) {
            case ACTED -> acted();
            case DONE -> next(run, phase);
            case QUEUED -> {
                run.limitAnew(phase);
                yield waiting(run);
            }
            case WAITING -> isPast(deadline, phase, run) ? fail(run, phase, timedOut(phase, run, null)) : waiting(run);
        };
    }

    /** Ends the run as soon as it is cleaned up; what takes longer than {@link #ABORT_LIMIT} is left to the background. */
    public void abort(BackupJournal journal, String reason) {
        if (journal.report().isEmpty() && journal.abortedBecause().isEmpty()) {
            journal.abort(ports.masking().apply(reason));
            journal.setDeadline(ABORT, ports.ticker().now().plus(ABORT_LIMIT));
            ports.journals().save(journal);
        }
    }

    /** Ends the run at once; all that it has created and not removed is left to the background. */
    public BackupReport abandon(BackupJournal journal, String reason) {
        abort(journal, reason);
        BackupRun run = new BackupRun(journal, ports);
        return journal.report().orElseGet(() -> finish(run));
    }

    /**
     * To be called once the report is kept elsewhere, such as with the build: forgets the journal, unless it names something that is still
     * to be removed. Until then a crash loses no report.
     */
    public void conclude(BackupJournal journal) {
        if (journal.report().isPresent() && journal.resources().stream().noneMatch(TrackedResource::isRemovable)) {
            ports.journals().remove(journal.run());
        }
    }

    /** Gives up the run's places in this controller's queues, also where it cannot go on and its end cannot be written down. */
    public void release(BackupJournal journal) {
        BackupRun run = new BackupRun(journal, ports);
        run.queue().leave(run.repositoryKey(), journal.run());
        run.creations().leave(journal.run());
    }

    /** The clean-up does so for each object, and goes on with what it can. */
    private void recognise(BackupRun run, Phase phase) {
        if (!recognised && phase.name() != PhaseName.CLEANUP) {
            SiteCheck.refuseAnotherCloud(run);
            SiteCheck.refuseAnotherCluster(run);
            recognised = true;
        }
    }

    private static boolean mustCleanUp(BackupJournal journal, Phase phase) {
        return phase.name() != PhaseName.CLEANUP
                && (journal.abortedBecause().isPresent() || journal.failure().isPresent());
    }

    private Phase cleanup() {
        return procedure.get(procedure.size() - 1);
    }

    private Outcome acted() {
        lastAct = ports.ticker().now();
        return new Outcome.Again(Duration.ZERO);
    }

    private Outcome waiting(BackupRun run) {
        if (lastAct == null) {
            lastAct = run.now();
        }
        return again(run, PollLadder.next(Duration.between(lastAct, run.now())));
    }

    /** So much later, but no later than a limit that is to end something. */
    private static Outcome again(BackupRun run, Duration after) {
        return new Outcome.Again(run.journal()
                .nextDeadline(run.now())
                .map(end -> Duration.between(run.now(), end))
                .filter(left -> left.compareTo(after) < 0)
                .orElse(after));
    }

    private Outcome next(BackupRun run, Phase phase) {
        if (run.plan().dryRun()) {
            return new Outcome.Done(finish(run));
        }
        int index = procedure.indexOf(phase) + 1;
        return index < procedure.size() ? enter(run, procedure.get(index)) : new Outcome.Done(finish(run));
    }

    private Outcome enter(BackupRun run, Phase phase) {
        if (!phase.name().createsInCloud()) {
            run.creations().leave(run.journal().run());
        }
        run.enter(phase);
        run.tell(new BackupEvent.PhaseEntered(phase.name()));
        failedCalls = 0;
        return acted();
    }

    private Outcome retry(BackupRun run, Phase phase, Instant deadline, TransientException e) {
        if (e.isInterruption()) {
            // Whoever has interrupted it says why, and what is to be done now
            return new Outcome.Again(Duration.ZERO);
        }
        if (isPast(deadline, phase, run)) {
            return fail(run, phase, timedOut(phase, run, e));
        }
        Duration after = retries.delay(++failedCalls, e);
        // One line for a trouble that passes; a long one is told of less and less often
        if (run.isDue("Retry line in " + phase.name(), TOLD_AGAIN_AFTER.multipliedBy(failedCalls))) {
            run.tell(new BackupEvent.Retrying(e.getMessage(), after));
        }
        return again(run, after);
    }

    /** The clean-up ends itself: what is not removed in time is no failure, but named. */
    private static boolean isPast(Instant deadline, Phase phase, BackupRun run) {
        return phase.name() != PhaseName.CLEANUP && !run.now().isBefore(deadline);
    }

    private static PermanentException timedOut(Phase phase, BackupRun run, @CheckForNull TransientException last) {
        List<Finding> findings = new ArrayList<>(List.of(phase.timedOut(run)));
        if (last != null) {
            findings.add(Finding.of("The last call failed: " + last.getMessage()));
        }
        return new PermanentException(findings, last);
    }

    private Outcome fail(BackupRun run, Phase phase, PermanentException e) {
        if (!phase.isEssential()) {
            e.findings().forEach(finding -> run.warn(phase.name() + ": " + finding.message()));
            return next(run, phase);
        }
        run.tell(new BackupEvent.Failed(run.failed(phase.name(), e.findings())));
        Outcome outcome = enter(run, cleanup());
        run.save();
        return outcome;
    }

    private BackupReport finish(BackupRun run) {
        BackupReport report = Reports.of(run.journal(), run.now());
        release(run.journal());
        run.journal().enter(report.result().phase(), run.now());
        run.journal().finish(report);
        run.save();
        run.tell(new BackupEvent.Finished(report));
        return report;
    }
}
