package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
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

/** An amount of CPU and of memory, as Kubernetes quantities. */
public final class ResourceAmounts implements Describable<ResourceAmounts>, Serializable {
    private static final long serialVersionUID = 1L;

    private String cpu;
    private String memory;

    @DataBoundConstructor
    public ResourceAmounts() {
        // All is optional
    }

    /** Such as {@code 200m}; the default if null. */
    @CheckForNull
    public String getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(@CheckForNull String cpu) {
        this.cpu = Util.fixEmptyAndTrim(cpu);
    }

    /** Such as {@code 256Mi}; the default if null. */
    @CheckForNull
    public String getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(@CheckForNull String memory) {
        this.memory = Util.fixEmptyAndTrim(memory);
    }

    /** @param prefix what messages put before the names of its fields */
    List<Finding> problems(@NonNull String prefix) {
        return Stream.of(PlanCheck.quantity(prefix + "cpu", cpu), PlanCheck.quantity(prefix + "memory", memory))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<ResourceAmounts> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ResourceAmounts_DisplayName();
        }

        /** Whether it is a quantity. */
        @POST
        public FormValidation doCheckCpu(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("cpu", PlanCheck::quantity).inForm(item, value);
        }

        /** Whether it is a quantity. */
        @POST
        public FormValidation doCheckMemory(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("memory", PlanCheck::quantity).inForm(item, value);
        }
    }
}
