package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A toleration of the restic pod, as in the Kubernetes API. */
public final class TolerationOptions implements Describable<TolerationOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String EXISTS = "Exists";
    private static final List<String> OPERATORS = List.of("Equal", EXISTS);
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final TextCheck KEY = new TextCheck(
            "job.tolerations.key", (field, text) -> text == null ? Optional.empty() : PlanCheck.key(field, text));

    private String key;
    private String operator;
    private String value;
    private String effect;
    private Integer tolerationSeconds;

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
    public Integer getTolerationSeconds() {
        return tolerationSeconds;
    }

    @DataBoundSetter
    public void setTolerationSeconds(@CheckForNull Integer tolerationSeconds) {
        this.tolerationSeconds = tolerationSeconds;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(KEY.problem(key));
        if (key == null && !EXISTS.equals(operator)) {
            problems.add("job.tolerations.key is missing: without it the operator must be Exists, for all taints.");
        }
        problems.add(PlanCheck.oneOf("job.tolerations.operator", operator, OPERATORS));
        problems.add(PlanCheck.oneOf("job.tolerations.effect", effect, EFFECTS));
        return problems.list();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<TolerationOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TolerationOptions_DisplayName();
        }

        @POST
        public ListBoxModel doFillOperatorItems() {
            return Choices.orNone(Messages.TolerationOptions_Equal(), List.of(EXISTS));
        }

        @POST
        public ListBoxModel doFillEffectItems() {
            return Choices.orNone(Messages.TolerationOptions_AllEffects(), EFFECTS);
        }

        @POST
        public FormValidation doCheckKey(@AncestorInPath Item item, @QueryParameter String value) {
            return KEY.inForm(item, value);
        }
    }
}
