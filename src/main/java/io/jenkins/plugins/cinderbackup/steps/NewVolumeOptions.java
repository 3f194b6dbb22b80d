package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestorePlan;
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

/** The volume that a backup by Cinder is restored to, where that is made for it. */
public final class NewVolumeOptions implements Describable<NewVolumeOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final TextCheck NAME = new TextCheck("newVolume.name", PlanCheck::newVolumeName);
    private static final NumberCheck SIZE = new NumberCheck("newVolume.size", PlanCheck::count);

    private String name;
    private int size;
    private String volumeType;
    private String availabilityZone;

    @DataBoundConstructor
    public NewVolumeOptions() {
        // All is optional
    }

    /** Its name; one of the backup and the time if null. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** Its size in GiB; the backup's if 0. */
    public int getSize() {
        return size;
    }

    @DataBoundSetter
    public void setSize(int size) {
        this.size = size;
    }

    /** The Cinder volume type; the cloud's default if null. */
    @CheckForNull
    public String getVolumeType() {
        return volumeType;
    }

    @DataBoundSetter
    public void setVolumeType(@CheckForNull String volumeType) {
        this.volumeType = Util.fixEmptyAndTrim(volumeType);
    }

    /** The availability zone; Cinder's choice if null. */
    @CheckForNull
    public String getAvailabilityZone() {
        return availabilityZone;
    }

    @DataBoundSetter
    public void setAvailabilityZone(@CheckForNull String availabilityZone) {
        this.availabilityZone = Util.fixEmptyAndTrim(availabilityZone);
    }

    VolumeRestorePlan.Target target() {
        return new VolumeRestorePlan.Target(name, size, volumeType, availabilityZone);
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.of(NAME.problem(name), SIZE.problem(size))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<NewVolumeOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NewVolumeOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return NAME.inForm(item, value);
        }

        @POST
        public FormValidation doCheckSize(@AncestorInPath Item item, @QueryParameter String value) {
            return SIZE.inFormIfAny(item, value);
        }
    }
}
