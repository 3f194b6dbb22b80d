package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    private final List<Phase> procedure;
    private final Ports ports;
    private final RetryPolicy retries = new RetryPolicy(RandomGenerator.getDefault());
    /** When something was last done; after a restart the ladder begins anew, which costs a few early looks. */
    @CheckForNull
    private Instant lastAct;
    /** The failed calls in a row. */
    private int failedCalls;

    /** @param procedure the phases in their order; the last one cleans up */
    public BackupEngine(List<Phase> procedure, Ports ports) {
        this.procedure = List.copyOf(procedure);
        this.ports = ports;
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
        try {
            Step step = phase.advance(run);
            failedCalls = 0;
            return switch (step) {
                case ACTED -> acted();
                case DONE -> next(run, phase);
                case WAITING -> {
                    failIfPast(deadline, phase, run, null);
                    yield waiting(run);
                }
            };
        } catch (TransientException e) {
            return retry(run, phase, deadline, e);
        } catch (PermanentException e) {
            return fail(run, phase, e);
        }
    }

    /** Ends the run as soon as it is cleaned up; what takes longer than {@link #ABORT_LIMIT} is left to the background. */
    public void abort(BackupJournal journal, String reason) {
        if (journal.report().isEmpty() && journal.abortedBecause().isEmpty()) {
            journal.abort(reason);
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
        return new Outcome.Again(PollLadder.next(Duration.between(lastAct, run.now())));
    }

    private Outcome next(BackupRun run, Phase phase) {
        if (run.plan().dryRun()) {
            return new Outcome.Done(finish(run));
        }
        int index = procedure.indexOf(phase) + 1;
        return index < procedure.size() ? enter(run, procedure.get(index)) : new Outcome.Done(finish(run));
    }

    private Outcome enter(BackupRun run, Phase phase) {
        run.journal().enter(phase.name(), run.now());
        run.save();
        run.tell(new BackupEvent.PhaseEntered(phase.name()));
        failedCalls = 0;
        return acted();
    }

    private Outcome retry(BackupRun run, Phase phase, Instant deadline, TransientException e) {
        try {
            failIfPast(deadline, phase, run, e);
        } catch (PermanentException late) {
            return fail(run, phase, late);
        }
        Duration after = retries.delay(++failedCalls, e);
        if (failedCalls > 1) {
            // One failed call in a row is everyday life of a network; what it was is in the operator's log.
            run.tell(new BackupEvent.Retrying(e.getMessage(), after));
        }
        return new Outcome.Again(after);
    }

    private static void failIfPast(
            Instant deadline, Phase phase, BackupRun run, @CheckForNull TransientException last) {
        if (phase.name() == PhaseName.CLEANUP || run.now().isBefore(deadline)) {
            return;
        }
        List<Finding> findings = new ArrayList<>(List.of(phase.timedOut(run)));
        if (last != null) {
            findings.add(Finding.of("The last call failed: " + last.getMessage()));
        }
        throw new PermanentException(findings, last);
    }

    private Outcome fail(BackupRun run, Phase phase, PermanentException e) {
        if (!phase.isEssential()) {
            e.findings().forEach(finding -> run.warn(phase.name() + ": " + finding.message()));
            return next(run, phase);
        }
        Failure failure = new Failure(phase.name(), e.findings(), run.now());
        run.journal().fail(failure);
        run.tell(new BackupEvent.Failed(failure));
        // The failure and the new phase are written down together.
        return enter(run, cleanup());
    }

    private BackupReport finish(BackupRun run) {
        BackupReport report = Reports.of(run.journal(), run.now());
        run.queue().leave(run.repositoryKey(), run.journal().run());
        run.journal().enter(report.result().phase(), run.now());
        run.journal().finish(report);
        run.save();
        if (run.journal().resources().stream().noneMatch(TrackedResource::isRemovable)) {
            ports.journals().remove(run.journal().run());
        }
        run.tell(new BackupEvent.Finished(report));
        return report;
    }
}
