package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The restore of a {@link CinderSnapshotRestoreStep} as a build step of a freestyle job.
 */
public final class CinderSnapshotRestoreBuilder extends RunBuilder {
    private final CinderSnapshotRestoreStep step;

    /** @param step what to restore, and where to; all defaults if null */
    @DataBoundConstructor
    public CinderSnapshotRestoreBuilder(@CheckForNull CinderSnapshotRestoreStep step) {
        this.step = step == null ? new CinderSnapshotRestoreStep() : step;
    }

    /** What to restore, and where to. */
    @NonNull
    public CinderSnapshotRestoreStep getStep() {
        return step;
    }

    @Override
    RunStep settings() {
        return step;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderSnapshotRestoreBuilder(step);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderSnapshotRestore")
    public static final class DescriptorImpl extends FormDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotRestoreStep_DisplayName();
        }
    }
}
