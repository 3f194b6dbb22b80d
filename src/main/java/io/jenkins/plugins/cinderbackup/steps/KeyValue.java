package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.LiveCheck;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A key and its value, of a label and the like. */
public final class KeyValue implements Describable<KeyValue>, Serializable {
    private static final long serialVersionUID = 1L;

    private String key = "";
    private String value = "";

    @DataBoundConstructor
    public KeyValue() {
        // All is optional
    }

    /** The key. */
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(@CheckForNull String key) {
        this.key = Util.fixNull(key).trim();
    }

    /** The value. */
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = Util.fixNull(value).trim();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<KeyValue> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KeyValue_DisplayName();
        }

        @POST
        public FormValidation doCheckKey(@AncestorInPath Item item, @QueryParameter String value) {
            return LiveCheck.text(item, "The key", value, PlanCheck::key);
        }
    }
}
