package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What makes a backup suspicious that restic has no complaint about. */
public final class GuardOptions implements Describable<GuardOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck MAX_SHRINK_PERCENT = new NumberCheck("guard.maxShrinkPercent", PlanCheck::percent);
    private static final int OFF = 100;

    private int maxShrinkPercent = 50;

    @DataBoundConstructor
    public GuardOptions() {
        // All is optional
    }

    /** How much smaller than the last successful one a backup may be, in percent of it; 100 is off. */
    public int getMaxShrinkPercent() {
        return maxShrinkPercent;
    }

    @DataBoundSetter
    public void setMaxShrinkPercent(int maxShrinkPercent) {
        this.maxShrinkPercent = maxShrinkPercent;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return MAX_SHRINK_PERCENT.problem(maxShrinkPercent).stream().toList();
    }

    /** What of it does nothing, and why. */
    List<String> remarks() {
        return maxShrinkPercent == OFF
                ? List.of(
                        "guard.maxShrinkPercent is 100, so that a backup that has shrunk counts as a good one, and older ones are removed for it.")
                : List.of();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<GuardOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GuardOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckMaxShrinkPercent(@AncestorInPath Item item, @QueryParameter String value) {
            FormValidation checked = MAX_SHRINK_PERCENT.inForm(item, value);
            GuardOptions options = new GuardOptions();
            options.setMaxShrinkPercent(String.valueOf(OFF).equals(value) ? OFF : 0);
            return FormCheck.remarks(item, checked, options.remarks());
        }
    }
}
