package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The verification of a {@link CinderSnapshotVerifyStep} as a build step of a freestyle job.
 */
public final class CinderSnapshotVerifyBuilder extends RunBuilder {
    private final CinderSnapshotVerifyStep step;

    /** @param step what to verify, and how; all defaults if null */
    @DataBoundConstructor
    public CinderSnapshotVerifyBuilder(@CheckForNull CinderSnapshotVerifyStep step) {
        this.step = step == null ? new CinderSnapshotVerifyStep() : step;
    }

    /** What to verify, and how. */
    @NonNull
    public CinderSnapshotVerifyStep getStep() {
        return step;
    }

    @Override
    RunStep settings() {
        return step;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderSnapshotVerifyBuilder(step);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderSnapshotVerify")
    public static final class DescriptorImpl extends FormDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotVerifyStep_DisplayName();
        }
    }
}
