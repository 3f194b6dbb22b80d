package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
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

/** The volume that is made from the snapshot. */
public final class TemporaryVolumeOptions implements Describable<TemporaryVolumeOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck TIMEOUT = new NumberCheck("temporaryVolume.timeout", PlanCheck::seconds);
    private static final TextCheck STORAGE_CLASS = new TextCheck("temporaryVolume.storageClass", PlanCheck::name1123);

    private String storageClass;
    private String volumeType;
    private String availabilityZone;
    private int timeout = 300;

    @DataBoundConstructor
    public TemporaryVolumeOptions() {
        // All is optional
    }

    /** The storage class name on the temporary PV and PVC; the source's if null. */
    @CheckForNull
    public String getStorageClass() {
        return storageClass;
    }

    @DataBoundSetter
    public void setStorageClass(@CheckForNull String storageClass) {
        this.storageClass = Util.fixEmptyAndTrim(storageClass);
    }

    /** The Cinder volume type; the source's if null. */
    @CheckForNull
    public String getVolumeType() {
        return volumeType;
    }

    @DataBoundSetter
    public void setVolumeType(@CheckForNull String volumeType) {
        this.volumeType = Util.fixEmptyAndTrim(volumeType);
    }

    /** The availability zone; the source's if null. */
    @CheckForNull
    public String getAvailabilityZone() {
        return availabilityZone;
    }

    @DataBoundSetter
    public void setAvailabilityZone(@CheckForNull String availabilityZone) {
        this.availabilityZone = Util.fixEmptyAndTrim(availabilityZone);
    }

    /** Seconds until the volume must be {@code available}, and again until the PVC must be {@code Bound}. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.of(TIMEOUT.problem(timeout), STORAGE_CLASS.problem(storageClass))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<TemporaryVolumeOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TemporaryVolumeOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckStorageClass(@AncestorInPath Item item, @QueryParameter String value) {
            return STORAGE_CLASS.inForm(item, value);
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
