package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the backups of a source are to achieve, whether builds run or not. */
public final class ObjectiveOptions implements Describable<ObjectiveOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final NumberCheck RPO = new NumberCheck("objective.rpo", PlanCheck::seconds);
    private static final NumberCheck RTO = new NumberCheck("objective.rto", PlanCheck::seconds);

    private Integer rpo;
    private Integer rto;

    @DataBoundConstructor
    public ObjectiveOptions() {
        // All is optional
    }

    /** How many seconds old the newest sound backup may be; any if null. */
    @CheckForNull
    public Integer getRpo() {
        return rpo;
    }

    @DataBoundSetter
    public void setRpo(@CheckForNull Integer rpo) {
        this.rpo = rpo;
    }

    /** How many seconds a restore may take; any if null. */
    @CheckForNull
    public Integer getRto() {
        return rto;
    }

    @DataBoundSetter
    public void setRto(@CheckForNull Integer rto) {
        this.rto = rto;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.of(RPO.problemIfAny(rpo), RTO.problemIfAny(rto))
                .flatMap(Optional::stream)
                .toList();
    }

    Objective toObjective() {
        return new Objective(
                rpo == null ? null : Duration.ofSeconds(rpo), rto == null ? null : Duration.ofSeconds(rto));
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<ObjectiveOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ObjectiveOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckRpo(@AncestorInPath Item item, @QueryParameter String value) {
            return RPO.inFormIfAny(item, value);
        }

        @POST
        public FormValidation doCheckRto(@AncestorInPath Item item, @QueryParameter String value) {
            return RTO.inFormIfAny(item, value);
        }
    }
}
