package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which of the backups by Cinder stay that this job has made of the volume; all, where both rules are 0. */
public final class VolumeBackupRetention implements Describable<VolumeBackupRetention>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck KEEP_LAST = new NumberCheck("retention.keepLast", PlanCheck::count);
    private static final NumberCheck KEEP_FOR_DAYS = new NumberCheck("retention.keepForDays", PlanCheck::count);

    private int keepLast;
    private int keepForDays;

    @DataBoundConstructor
    public VolumeBackupRetention() {
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

    /** Whether any are to go. */
    boolean isSet() {
        return keepLast > 0 || keepForDays > 0;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.of(KEEP_LAST.problem(keepLast), KEEP_FOR_DAYS.problem(keepForDays))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<VolumeBackupRetention> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.VolumeBackupRetention_DisplayName();
        }

        @POST
        public FormValidation doCheckKeepLast(@AncestorInPath Item item, @QueryParameter String value) {
            return KEEP_LAST.inForm(item, value);
        }

        @POST
        public FormValidation doCheckKeepForDays(@AncestorInPath Item item, @QueryParameter String value) {
            return KEEP_FOR_DAYS.inForm(item, value);
        }
    }
}
