package io.jenkins.plugins.cinderbackup.steps;

import hudson.AbortException;
import hudson.model.Executor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;

/** The runs of a step that the calling thread waits for, while the plugin's few threads drive it. */
final class BlockingRun implements StepRuns.Listener {
    private static final Logger LOGGER = Logger.getLogger(BlockingRun.class.getName());

    private final RunStep step;
    private final String operation;
    private final CompletableFuture<StepOutcome> end = new CompletableFuture<>();

    BlockingRun(RunStep step) {
        this.step = step;
        this.operation = step.operation().kind();
    }

    /**
     * Runs it to its end. The first interruption aborts it, and this goes on until its clean-up is over; a second one ends this at once and
     * leaves the rest to the background.
     *
     * @throws AbortException if the run cannot begin or cannot go on
     * @throws InterruptedException if the thread was interrupted
     */
    StepOutcome run(Run<?, ?> build, TaskListener listener) throws AbortException, InterruptedException {
        try {
            BackupServices services = BackupServices.get();
            RunJournal journal = NewRun.of(services, step, build).journal();
            StepRuns run = new StepRuns(services, journal, build, listener, this);
            run.begin();
            return await(run);
        } catch (PermanentException e) {
            throw StepFailure.of(operation, e.findings());
        }
    }

    private StepOutcome await(StepRuns run) throws AbortException, InterruptedException {
        try {
            return end.get();
        } catch (InterruptedException e) {
            run.abort(reason());
            awaitCleanUp(run);
            throw e;
        } catch (ExecutionException e) {
            throw new AbortException(e.getCause().getMessage());
        }
    }

    private void awaitCleanUp(StepRuns run) throws InterruptedException {
        try {
            end.get();
        } catch (InterruptedException e) {
            run.abandon();
            throw e;
        } catch (ExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> "The run ended otherwise while it was aborted");
        }
    }

    /** Who or what has interrupted the build. */
    private static String reason() {
        Executor executor = Executor.currentExecutor();
        String causes = executor == null
                ? ""
                : executor.getCausesOfInterruption().stream()
                        .map(CauseOfInterruption::getShortDescription)
                        .collect(Collectors.joining(", "));
        return causes.isEmpty() ? "interrupted" : causes;
    }

    @Override
    public void over(StepOutcome outcome) {
        end.complete(outcome);
    }

    @Override
    public void broken(List<Finding> findings) {
        end.completeExceptionally(StepFailure.of(operation, findings));
    }

    @Override
    public void abandoned() {
        end.completeExceptionally(new AbortException(
                "The " + operation + " was abandoned; what it has created is removed in the background."));
    }
}
