package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The restore of a {@link CinderVolumeRestoreStep} as a build step of a freestyle job.
 */
public final class CinderVolumeRestoreBuilder extends RunBuilder {
    private final CinderVolumeRestoreStep step;

    /** @param step what to restore, and where to; all defaults if null */
    @DataBoundConstructor
    public CinderVolumeRestoreBuilder(@CheckForNull CinderVolumeRestoreStep step) {
        this.step = step == null ? new CinderVolumeRestoreStep() : step;
    }

    /** What to restore, and where to. */
    @NonNull
    public CinderVolumeRestoreStep getStep() {
        return step;
    }

    @Override
    RunStep settings() {
        return step;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderVolumeRestoreBuilder(step);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderVolumeRestore")
    public static final class DescriptorImpl extends FormDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeRestoreStep_DisplayName();
        }
    }
}
