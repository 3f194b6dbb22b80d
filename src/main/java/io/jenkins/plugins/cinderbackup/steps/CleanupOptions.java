package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
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

/** The removal of what a run has created. */
public final class CleanupOptions implements Describable<CleanupOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck TIMEOUT = new NumberCheck("cleanup.timeout", PlanCheck::seconds);

    private int timeout = 600;

    @DataBoundConstructor
    public CleanupOptions() {
        // All is optional
    }

    /** Seconds for deletions to be confirmed. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return TIMEOUT.problem(timeout).stream().toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<CleanupOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CleanupOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
