package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The backup of a {@link CinderVolumeBackupStep} as a build step of a freestyle job.
 */
public final class CinderVolumeBackupBuilder extends RunBuilder {
    private final CinderVolumeBackupStep step;

    /** @param step what to back up, and how; all defaults if null */
    @DataBoundConstructor
    public CinderVolumeBackupBuilder(@CheckForNull CinderVolumeBackupStep step) {
        this.step = step == null ? new CinderVolumeBackupStep() : step;
    }

    /** What to back up, and how. */
    @NonNull
    public CinderVolumeBackupStep getStep() {
        return step;
    }

    @Override
    RunStep settings() {
        return step;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderVolumeBackupBuilder(step);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderVolumeBackup")
    public static final class DescriptorImpl extends FormDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupStep_DisplayName();
        }
    }
}
