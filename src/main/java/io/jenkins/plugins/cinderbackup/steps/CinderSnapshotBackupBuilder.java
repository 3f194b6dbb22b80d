package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The backup of a {@link CinderSnapshotBackupStep} as a build step of a freestyle job.
 */
public final class CinderSnapshotBackupBuilder extends RunBuilder {
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
    RunStep settings() {
        return step;
    }

    /** A job's file may come from a script that does not mention the step. */
    private Object readResolve() {
        return new CinderSnapshotBackupBuilder(step);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderSnapshotBackup")
    public static final class DescriptorImpl extends FormDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotBackupStep_DisplayName();
        }
    }
}
