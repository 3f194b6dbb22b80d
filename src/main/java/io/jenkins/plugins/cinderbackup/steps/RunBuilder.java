package io.jenkins.plugins.cinderbackup.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;

/**
 * A run of a {@link RunStep} as a build step of a freestyle job. Environment variables are put into its texts. It holds the build's executor until the run
 * is over, and no other thread; a build that does not survive a restart leaves its journal to the background.
 *
 * <p>It is no {@code SimpleBuildStep}: a Pipeline has the step itself, which survives a restart.
 */
public abstract class RunBuilder extends Builder {
    RunBuilder() {
        // Only steps of ours are built so
    }

    /** What is to be done. Each builder has a getter of the step's own type, by which Jenkins finds the form. */
    abstract RunStep settings();

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener).overrideAll(build.getBuildVariables());
        RunStep step = Expansion.of(settings(), environment::expand);
        StepOutcome outcome = new BlockingRun(step).run(build, listener);
        switch (outcome.result()) {
            case SUCCESS -> {}
            case UNSTABLE -> unstable(outcome, build);
            case FAILURE -> throw new AbortException(outcome.failure());
            case ABORTED ->
                throw new InterruptedException("The " + step.operation().kind() + " was aborted");
        }
        return true;
    }

    private void unstable(StepOutcome outcome, AbstractBuild<?, ?> build) throws AbortException {
        if (settings().isFailOnUnstable()) {
            throw new AbortException(outcome.unstableBecause());
        }
        build.setResult(Result.UNSTABLE);
    }

    /** The part of its form that is the same for each of them. */
    public abstract static class FormDescriptor extends BuildStepDescriptor<Builder> {
        FormDescriptor() {
            // Only build steps of ours have such a form
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
