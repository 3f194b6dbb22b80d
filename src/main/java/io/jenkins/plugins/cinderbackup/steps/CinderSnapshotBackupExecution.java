package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.engine.BackupJournal;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.RunId;
import io.jenkins.plugins.cinderbackup.run.BackupRecord;
import io.jenkins.plugins.cinderbackup.run.BackupResultAction;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of the step. It starts the run and returns at once; a few threads of the plugin drive it. After a restart it goes on from the run's
 * journal, of which this knows nothing but the run's id. An abort ends the run after its clean-up, a second one ends the step at once.
 */
final class CinderSnapshotBackupExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(CinderSnapshotBackupExecution.class.getName());

    /** What to do; needed until the run has its journal. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "After a restart the journal has the plan")
    private final transient BackupSettings settings;
    /** Set when constructed. */
    private final boolean failOnUnstable;
    /** Set when the run has its journal, before the step is first stored. */
    private String runId;
    /** Why the step was stopped; set by the first {@link #stop}. */
    private Throwable stopCause;

    /** Set while this process drives the run. */
    private transient StepRun run;
    /** Whether the step's outcome was told. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "After a restart it was not told")
    private transient boolean ended;

    CinderSnapshotBackupExecution(@NonNull StepContext context, @NonNull BackupSettings settings) {
        super(context);
        this.settings = settings;
        this.failOnUnstable = settings.isFailOnUnstable();
    }

    @Override
    public boolean start() throws Exception {
        BackupServices services = BackupServices.get();
        Run<?, ?> build = getContext().get(Run.class);
        try {
            BackupJournal journal = StepRun.newJournal(services, settings, build);
            runId = journal.run().value();
            drive(services, journal, build);
            return false;
        } catch (PermanentException e) {
            throw StepRun.failure(e.findings());
        }
    }

    @Override
    public void onResume() {
        BackupServices.get().threads().execute(this::resume);
    }

    private void resume() {
        try {
            BackupServices services = BackupServices.get();
            Run<?, ?> build = getContext().get(Run.class);
            Optional<BackupJournal> journal = services.journals().load(new RunId(runId));
            if (journal.isPresent()) {
                drive(services, journal.get(), build);
                return;
            }
            // The run was over, and only the step had not been told
            Optional<BackupResultAction> known = BackupResultAction.of(build, runId).filter(action -> action.getBackup().isOver());
            if (known.isPresent()) {
                end(known.get().getBackup());
            } else {
                fail(StepRun.failure(List.of(Finding.of(
                        "The journal of run " + runId + " is not there any more, so the backup cannot go on.",
                        "look for what carries this run id in OpenStack and Kubernetes",
                        "was the Jenkins home restored from a copy?"))));
            }
        } catch (PermanentException e) {
            fail(StepRun.failure(e.findings()));
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

    private void drive(BackupServices services, BackupJournal journal, Run<?, ?> build) throws IOException, InterruptedException {
        StepRun started = new StepRun(services, journal, build, getContext().get(TaskListener.class), new Ending());
        Throwable stopped;
        synchronized (this) {
            run = started;
            stopped = stopCause;
        }
        if (stopped != null) {
            started.abort(reason(stopped));
        }
        started.begin();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        StepRun current;
        boolean again;
        synchronized (this) {
            current = run;
            again = stopCause != null;
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
        return cause.getMessage() == null || cause.getMessage().isBlank() ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @CheckForNull
    @Override
    public synchronized String getStatus() {
        return run == null ? null : run.status();
    }

    /** What the step has to tell when the run is over. */
    private final class Ending implements StepRun.Listener {
        @Override
        public void over(BackupRecord backup) {
            end(backup);
        }

        @Override
        public void broken(List<Finding> findings) {
            fail(StepRun.failure(findings));
        }

        @Override
        public void abandoned() {
            fail(aborted());
        }
    }

    private void end(BackupRecord backup) {
        switch (backup.getResult()) {
            case SUCCESS -> succeed(backup);
            case UNSTABLE -> unstable(backup);
            case FAILURE -> fail(new AbortException(String.valueOf(backup.getFailure())));
            case ABORTED -> fail(aborted());
        }
    }

    private void unstable(BackupRecord backup) {
        if (failOnUnstable) {
            fail(new AbortException(backup.unstableBecause()));
            return;
        }
        try {
            getContext().get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(backup.unstableBecause()));
            getContext().get(Run.class).setResult(Result.UNSTABLE);
            succeed(backup);
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
    }

    private synchronized Throwable aborted() {
        return stopCause == null ? new FlowInterruptedException(Result.ABORTED, true) : stopCause;
    }

    private void succeed(BackupRecord backup) {
        if (isFirstEnd()) {
            getContext().onSuccess(backup.toMap());
        }
    }

    private void fail(Throwable cause) {
        if (isFirstEnd()) {
            getContext().onFailure(cause);
        } else {
            LOGGER.log(Level.FINE, cause, () -> "Run " + runId + " ended after its step");
        }
    }

    private synchronized boolean isFirstEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
