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

/** Which Cinder snapshots of the source stay in the cloud, for a fast local restore. */
public final class SnapshotRetention implements Describable<SnapshotRetention>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck KEEP_LAST = new NumberCheck("snapshot.retention.keepLast", PlanCheck::count);
    private static final NumberCheck KEEP_FOR_DAYS =
            new NumberCheck("snapshot.retention.keepForDays", PlanCheck::count);

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

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.of(KEEP_LAST.problem(keepLast), KEEP_FOR_DAYS.problem(keepForDays))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<SnapshotRetention> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SnapshotRetention_DisplayName();
        }

        @POST
        public FormValidation doCheckKeepForDays(@AncestorInPath Item item, @QueryParameter String value) {
            return KEEP_FOR_DAYS.inForm(item, value);
        }

        @POST
        public FormValidation doCheckKeepLast(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String keepForDays) {
            FormValidation checked = KEEP_LAST.inForm(item, value);
            return checked.kind == FormValidation.Kind.OK && "0".equals(value) && "0".equals(keepForDays)
                    ? FormValidation.warning(Messages.SnapshotRetention_KeepsNone())
                    : checked;
        }
    }
}
