package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that is the settings of one run and nothing else: those that each of our runs has. A text that is empty is as good as none. */
public abstract class RunStep extends Step {
    private CleanupOptions cleanup = new CleanupOptions();
    private boolean failOnUnstable;
    private boolean dryRun;
    private List<String> unknownFields = new ArrayList<>();

    RunStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    /** What its runs are. */
    abstract Operation<?> operation();

    /**
     * The run that it asks for.
     *
     * @throws PermanentException with all that is wrong
     */
    abstract PlannedRun<?> plan(Planning planning);

    @Override
    public StepExecution start(StepContext context) {
        return new RunStepExecution(context, this);
    }

    /** A freestyle job's file may come from a script: a text, list or section that it does not mention has its default. */
    protected Object readResolve() {
        return Expansion.of(this, UnaryOperator.identity());
    }

    /**
     * Fails if anything is wrong.
     *
     * @param problems what is wrong with the settings in the light of what is configured; what is wrong with them as they are is added
     * @throws PermanentException with all of it, and with what is no field of ours: one of those may be what is missing
     */
    final void refuse(Findings problems) {
        problems.addAll(problems());
        problems.addAll(runProblems());
        if (!problems.isEmpty() || !ignoresUnknownFields()) {
            unknownFields.forEach(sentence -> problems.add(sentence));
        }
        problems.throwIfAny();
    }

    /**
     * Whether it goes on without what a Pipeline has written that is no field of ours. A backup with a warning is better than none; what else a step
     * does cannot be taken back, or others rely on it, so that nobody guesses what was meant.
     */
    boolean ignoresUnknownFields() {
        return false;
    }

    /** What is wrong with what is its own, whatever is configured. */
    abstract List<Finding> problems();

    /** What is wrong with what each such run has, whatever is configured. */
    List<Finding> runProblems() {
        return cleanup.problems();
    }

    /** How long the removal of what was created may take. */
    final Duration cleanupTimeout() {
        return Duration.ofSeconds(cleanup.getTimeout());
    }

    /** The removal of what was created. */
    public CleanupOptions getCleanup() {
        return cleanup;
    }

    @DataBoundSetter
    public void setCleanup(@CheckForNull CleanupOptions cleanup) {
        this.cleanup = cleanup == null ? new CleanupOptions() : cleanup;
    }

    /** Whether what would be unstable fails. */
    public boolean isFailOnUnstable() {
        return failOnUnstable;
    }

    @DataBoundSetter
    public void setFailOnUnstable(boolean failOnUnstable) {
        this.failOnUnstable = failOnUnstable;
    }

    /** Whether only the checks are made and the plan is printed. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** What a Pipeline has written that is no field of ours, in sentences: a backup says so, and is unstable for it; all else is refused. */
    public List<String> getUnknownFields() {
        return unknownFields;
    }

    /** Not for Pipelines, whose own use of it is as unknown as any other field: {@link RunStepDescriptor#customInstantiate} alone sets it. */
    @DataBoundSetter
    public void setUnknownFields(@CheckForNull List<String> unknownFields) {
        this.unknownFields = unknownFields == null ? new ArrayList<>() : new ArrayList<>(unknownFields);
    }
}
