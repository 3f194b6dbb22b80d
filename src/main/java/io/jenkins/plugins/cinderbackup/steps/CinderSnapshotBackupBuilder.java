package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.cinderbackup.page.BackupRecord;
import java.io.IOException;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The backup of a {@link CinderSnapshotBackupStep} as a build step of a freestyle job. Environment variables are put into its texts. It holds the
 * build's executor until the run is over, and no other thread; a build that does not survive a restart leaves its journal to the background.
 *
 * <p>It is no {@code SimpleBuildStep}: a Pipeline has the step itself, which survives a restart.
 */
public final class CinderSnapshotBackupBuilder extends Builder {
    private final CinderSnapshotBackupStep step;

    /** @param step what to back up, and how; all defaults if null */
    @DataBoundConstructor
    public CinderSnapshotBackupBuilder(@CheckForNull CinderSnapshotBackupStep step) {
        this.step = step == null ? new CinderSnapshotBackupStep() : step;
    }

    /** What to back up, and how. */
    @NonNull
    public CinderSnapshotBackupStep getStep() {
        return step;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener).overrideAll(build.getBuildVariables());
        BackupRecord backup = new BlockingRun().run(Expansion.of(step, environment::expand), build, listener);
        switch (backup.getResult()) {
            case SUCCESS -> {}
            case UNSTABLE -> unstable(backup, build);
            case FAILURE -> throw new AbortException(backup.getFailure());
            case ABORTED -> throw new InterruptedException("The backup was aborted");
        }
        return true;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderSnapshotBackupBuilder(step);
    }

    private void unstable(BackupRecord backup, AbstractBuild<?, ?> build) throws AbortException {
        if (step.isFailOnUnstable()) {
            throw new AbortException(backup.unstableBecause());
        }
        build.setResult(Result.UNSTABLE);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderSnapshotBackup")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotBackupStep_DisplayName();
        }
    }
}
