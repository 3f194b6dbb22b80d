package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Which Cinder snapshots of the source stay in the cloud, for a fast local restore. */
public final class SnapshotRetention implements Describable<SnapshotRetention>, Serializable {
    private static final long serialVersionUID = 1L;

    private int keepLast = 3;
    private int keepForDays = 7;

    @DataBoundConstructor
    public SnapshotRetention() {
        // All is optional
    }

    /** So many of the newest stay. */
    public int getKeepLast() {
        return keepLast;
    }

    @DataBoundSetter
    public void setKeepLast(int keepLast) {
        this.keepLast = keepLast;
    }

    /** Those younger than so many days stay. */
    public int getKeepForDays() {
        return keepForDays;
    }

    @DataBoundSetter
    public void setKeepForDays(int keepForDays) {
        this.keepForDays = keepForDays;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<SnapshotRetention> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SnapshotRetention_DisplayName();
        }
    }
}
