package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.connection.RepositoryLogin;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.list.ListPlan;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A list that the catalog alone answers: there is no run, nothing is created, and no server is asked. The job must be one that may use the repository's
 * credentials, and of one that it writes inline it is told only what it has backed up itself. After a restart the catalog is read again.
 */
final class CatalogStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** Needed until its settings were found right. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "By then they were found right")
    private final transient CinderSnapshotListStep step;

    /** The kind of the operation. */
    private final String operation;

    /** Set when the settings were found right, before the step is first stored. */
    private StepAnswer answer;

    /** Whether the step's outcome was told. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "After a restart it was not told")
    private transient boolean ended;

    CatalogStepExecution(@NonNull StepContext context, @NonNull CinderSnapshotListStep step) {
        super(context);
        this.step = step;
        this.operation = step.operation().kind();
    }

    @Override
    public boolean start() throws Exception {
        Run<?, ?> build = getContext().get(Run.class);
        Masking masking = new Masking();
        CredentialLookup credentials = CredentialLookup.of(build, masking);
        try {
            PlannedRun<ListPlan> planned =
                    step.plan(Planning.of(credentials, build.getParent().getFullName()));
            // Nobody opens the repository, but who could not is told nothing of it
            new RepositoryLogin(
                            planned.plan().repository(), planned.connections().repository(), credentials, masking)
                    .environment();
            answer = planned.answer();
        } catch (PermanentException e) {
            throw StepFailure.of(operation, e.findings());
        }
        onResume();
        return false;
    }

    /** Leaves the reading to another thread: this one is the whole Pipeline's. */
    @Override
    public void onResume() {
        BackupServices.get().threads().execute(this::answer);
    }

    @SuppressFBWarnings(
            value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "The step is answered once its settings were found right")
    private void answer() {
        try {
            Object list = answer.give(Map.of(), getContext().get(TaskListener.class));
            end(() -> getContext().onSuccess(list));
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            // The controller shuts down; when it is up again, the catalog is read again
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        end(() -> getContext().onFailure(cause));
    }

    private void end(Runnable tell) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        tell.run();
    }
}
