package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.page.ConsoleEvents;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step of ours, and those that follow it where it only finds what is to be done. It starts the run and returns at once; a few threads of the plugin drive it.
 * After a restart it goes on from the run's journal, of which this knows nothing but the run's id. An abort ends the run after its clean-up, a second one ends the step at once.
 *
 * <p>In a Jenkins home that may be a copy it does not go on, since the original may still drive the run: it waits until an administrator says that the home
 * is none, it is aborted, or the run is past its hard end.
 */
final class RunStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(RunStepExecution.class.getName());
    /** How often is looked whether the home is trusted by now. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** What to do; needed until the run has its journal. */
    @SuppressFBWarnings(
            value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
            justification = "After a restart the journal has the plan")
    private final transient RunStep step;
    /** The kind of the operation. Set when constructed. */
    private final String operation;
    /** Set when constructed. */
    private final boolean failOnUnstable;
    /** Set when the run has its journal, before the step is first stored. */
    private String runId;
    /** What the step returns; null for what the run's record has to say. Set together with the run's id. */
    @CheckForNull
    private StepAnswer answer;
    /** Why the step was stopped; set by the first {@link #stop}. */
    private Throwable stopCause;

    /** Set while it is not known whether this home is the one that made the run. */
    @SuppressFBWarnings(
            value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
            justification = "After a restart it is found out anew")
    private transient boolean waiting;
    /** Set while this process drives the run, and those that follow it. */
    private transient StepRuns run;
    /** Whether the step's outcome was told. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "After a restart it was not told")
    private transient boolean ended;

    RunStepExecution(@NonNull StepContext context, @NonNull RunStep step) {
        super(context);
        this.step = step;
        this.operation = step.operation().kind();
        this.failOnUnstable = step.isFailOnUnstable();
    }

    @Override
    public boolean start() throws Exception {
        BackupServices services = BackupServices.get();
        Run<?, ?> build = getContext().get(Run.class);
        try {
            NewRun begun = NewRun.of(services, step, build);
            RunJournal journal = begun.journal();
            answer = begun.answer();
            runId = journal.run().value();
            drive(services, journal, build);
            return false;
        } catch (PermanentException e) {
            throw StepFailure.of(operation, e.findings());
        }
    }

    @Override
    public void onResume() {
        BackupServices.get().threads().execute(this::resume);
    }

    private void resume() {
        if (hasEnded()) {
            return;
        }
        try {
            BackupServices services = BackupServices.get();
            Run<?, ?> build = getContext().get(Run.class);
            Optional<RunJournal> journal = services.journals().load(new RunId(runId));
            if (journal.isPresent()) {
                if (services.home().isForeign(journal.get().run())) {
                    await(services, journal.get());
                } else {
                    drive(services, journal.get(), build);
                }
                return;
            }
            // The run was over, and only the step had not been told
            StepOutcome.known(build, runId)
                    .ifPresentOrElse(
                            this::end,
                            () -> fail(StepFailure.of(operation, List.of(StepFailure.journalLost(runId, operation)))));
        } catch (PermanentException e) {
            fail(StepFailure.of(operation, e.findings()));
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            // The controller shuts down again
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, e, () -> "Run " + runId + " cannot go on");
            fail(e);
        }
    }

    /** Nobody here may go on with the run, nor touch what it has created: looks again whether somebody has said otherwise. */
    private void await(BackupServices services, RunJournal journal) throws IOException, InterruptedException {
        boolean first;
        Throwable stopped;
        synchronized (this) {
            first = !waiting;
            waiting = true;
            stopped = stopCause;
        }
        if (stopped != null) {
            fail(stopped);
        } else if (!Ticker.system().now().isBefore(FollowUpRuns.mayLiveUntil(services, journal))) {
            fail(StepFailure.of(
                    operation,
                    List.of(Finding.of(
                            "Run " + journal.run() + " is past its hard end ("
                                    + FollowUpRuns.mayLiveUntil(services, journal)
                                    + "), and this Jenkins home may be a copy of the one that made it.",
                            "run the " + operation + " again; what this run has left is removed in the background",
                            "where this Jenkins home was moved, say so on Manage Jenkins → Cinder Backup Leftovers"))));
        } else {
            if (first) {
                console(journal)
                        .line(
                                "Not going on: this Jenkins home may be a copy. It is where it is, on a machine of this name, since "
                                        + services.home().since()
                                        + ", and the run was in it before, so the original may still drive it. Nothing of it is touched."
                                        + " If this is the only controller with this home, an administrator says so on Manage Jenkins → Cinder Backup Leftovers, and the "
                                        + operation + " goes on; else abort it.");
            }
            services.threads().schedule(this::resume, LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private ConsoleEvents console(RunJournal journal) throws IOException, InterruptedException {
        return new ConsoleEvents(
                journal.plan().subject(), getContext().get(TaskListener.class).getLogger(), UnaryOperator.identity());
    }

    private void drive(BackupServices services, RunJournal journal, Run<?, ?> build)
            throws IOException, InterruptedException {
        StepRuns started = new StepRuns(services, journal, build, getContext().get(TaskListener.class), new Ending());
        Throwable stopped;
        synchronized (this) {
            run = started;
            waiting = false;
            stopped = stopCause;
        }
        if (stopped != null) {
            started.abort(reason(stopped));
        }
        started.begin();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        StepRuns current;
        boolean again;
        synchronized (this) {
            current = run;
            again = stopCause != null || waiting;
            if (!again) {
                stopCause = cause;
            }
        }
        if (again) {
            fail(cause);
            if (current != null) {
                current.abandon();
            }
        } else if (current != null) {
            current.abort(reason(cause));
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
    }

    @CheckForNull
    @Override
    public synchronized String getStatus() {
        if (run != null) {
            return run.status();
        }
        return waiting ? "Run " + runId + " waits: this Jenkins home may be a copy" : null;
    }

    /** What the step has to tell when all runs are over. */
    private final class Ending implements StepRuns.Listener {
        @Override
        public void over(StepOutcome outcome) {
            end(outcome);
        }

        @Override
        public void broken(List<Finding> findings) {
            fail(StepFailure.of(operation, findings));
        }

        @Override
        public void abandoned() {
            fail(aborted());
        }
    }

    private void end(StepOutcome outcome) {
        switch (outcome.result()) {
            case SUCCESS, UNSTABLE -> succeed(outcome);
            case FAILURE -> fail(new AbortException(String.valueOf(outcome.failure())));
            case ABORTED -> fail(aborted());
        }
    }

    private void succeed(StepOutcome outcome) {
        boolean unstable = outcome.result() == RunResult.UNSTABLE;
        if (unstable && failOnUnstable) {
            fail(new AbortException(outcome.unstableBecause()));
            return;
        }
        try {
            if (unstable) {
                UnstableStep.mark(getContext(), outcome.unstableBecause());
            }
            Object returned = answer == null
                    ? outcome.returned()
                    : answer.give(outcome.values(), getContext().get(TaskListener.class));
            if (isFirstEnd()) {
                getContext().onSuccess(returned);
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
    }

    private synchronized Throwable aborted() {
        return stopCause == null ? new FlowInterruptedException(Result.ABORTED, true) : stopCause;
    }

    private void fail(Throwable cause) {
        if (isFirstEnd()) {
            getContext().onFailure(cause);
        } else {
            LOGGER.log(Level.FINE, cause, () -> "Run " + runId + " ended after its step");
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized boolean isFirstEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
