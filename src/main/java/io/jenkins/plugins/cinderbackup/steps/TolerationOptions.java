package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A toleration of the restic pod, as in the Kubernetes API. */
public final class TolerationOptions implements Describable<TolerationOptions>, Serializable {
    private static final long serialVersionUID = 1L;

    private String key;
    private String operator;
    private String value;
    private String effect;
    private Long tolerationSeconds;

    @DataBoundConstructor
    public TolerationOptions() {
        // All is optional
    }

    /** The taint's key; all if null. */
    @CheckForNull
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(@CheckForNull String key) {
        this.key = Util.fixEmptyAndTrim(key);
    }

    /** {@code Equal} or {@code Exists}; {@code Equal} if null. */
    @CheckForNull
    public String getOperator() {
        return operator;
    }

    @DataBoundSetter
    public void setOperator(@CheckForNull String operator) {
        this.operator = Util.fixEmptyAndTrim(operator);
    }

    /** The taint's value. */
    @CheckForNull
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = Util.fixEmptyAndTrim(value);
    }

    /** {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}; all if null. */
    @CheckForNull
    public String getEffect() {
        return effect;
    }

    @DataBoundSetter
    public void setEffect(@CheckForNull String effect) {
        this.effect = Util.fixEmptyAndTrim(effect);
    }

    /** For {@code NoExecute}: how long it is tolerated; for ever if null. */
    @CheckForNull
    public Long getTolerationSeconds() {
        return tolerationSeconds;
    }

    @DataBoundSetter
    public void setTolerationSeconds(@CheckForNull Long tolerationSeconds) {
        this.tolerationSeconds = tolerationSeconds;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<TolerationOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TolerationOptions_DisplayName();
        }
    }
}
